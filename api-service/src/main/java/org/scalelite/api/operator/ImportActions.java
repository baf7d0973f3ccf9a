package org.scalelite.api.operator;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.ImportJobListRepository.RetryOutcome;

/** What operators do with archives of recordings that are not imported. */
@Singleton
@Requires(beans = DataSource.class)
public record ImportActions(ImportJobListRepository jobs, AuditLog audit) {
    private static final Map<String, String> REQUESTED = Map.of("retry", "requested");

    /** Has an archive tried again: a failed one from the start, a waiting one now. */
    public RetryOutcome retry(Actor actor, String archive) {
        RetryOutcome outcome = jobs.retry(archive);
        if (outcome instanceof RetryOutcome.Requested) {
            audit.write(actor, "import.retry", archive, Map.of(), REQUESTED);
        }
        return outcome;
    }

    /** Has all failed archives tried again; how many. They are one entry of the audit log, which thousands would fill. */
    public int retryFailed(Actor actor) {
        int requested = jobs.retryFailed().size();
        if (requested > 0) {
            audit.write(actor, "import.retry", "all failed archives", Map.of(), REQUESTED);
        }
        return requested;
    }
}
