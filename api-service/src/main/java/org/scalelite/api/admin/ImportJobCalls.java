package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminException;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.RetryOutcome;

/** The calls that look after archives of recordings that are not done. */
@Singleton
final class ImportJobCalls {
    private final Optional<ImportJobListRepository> jobs;
    private final AuditLog audit;

    ImportJobCalls(Optional<ImportJobListRepository> jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /** An archive that is not done. */
    @Schema(name = "ImportJob")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            @Schema(description = "Its name in the spool, or in failed/.")
            String archive,

            @Schema(
                    type = "string",
                    allowableValues = {"running", "waiting", "indexed", "failed"})
            String state,

            @Schema(description = "How far a running import has come.", nullable = true) @Nullable
            String step,

            int attempts,
            long bytes,

            @Schema(format = "date-time") String startedAt,

            @Schema(format = "date-time") String changedAt,

            @Schema(format = "date-time", nullable = true) @Nullable
            String nextAttemptAt,

            @Schema(description = "When a failed one was asked for again.", format = "date-time", nullable = true)
            @Nullable
            String retryRequestedAt,

            @Schema(nullable = true) @Nullable String lastError) {
        static Listed of(ImportJob job) {
            return new Listed(
                    job.archive(),
                    job.state().text(),
                    job.step().orElse(null),
                    job.attempts(),
                    job.bytes(),
                    job.startedAt().toString(),
                    job.changedAt().toString(),
                    job.nextAttemptAt().map(Instant::toString).orElse(null),
                    job.retryRequestedAt().map(Instant::toString).orElse(null),
                    job.lastError().orElse(null));
        }
    }

    /** A page of them, those first of which there was news last. */
    @Schema(name = "ImportJobList")
    record Page(
            List<Listed> jobs,

            @Schema(description = "How many there are on all pages.")
            long total) {}

    /** Of retryImportJob. */
    @Schema(name = "RetryImportJob")
    record Retry(
            @Nullable @Schema(description = "As getImportJobs shows it.", requiredMode = Schema.RequiredMode.REQUIRED)
            String archive) {}

    AdminAnswer list(AdminRequest request) {
        ImportJobListRepository.Found found =
                jobs().list(States.in(request, ImportJob.State.class), Paging.limit(request), Paging.offset(request));
        return AdminAnswer.of(new Page(found.jobs().stream().map(Listed::of).toList(), found.total()));
    }

    AdminAnswer retry(AdminRequest request) {
        String archive = Required.text(request.body(Retry.class).archive(), "archive");
        return switch (jobs().retry(archive)) {
            case RetryOutcome.Requested _ -> {
                audit.write(request.actor(), "import.retry", archive, Map.of(), Map.of("retry", "requested"));
                yield AdminAnswer.success("Archive %s will be tried again".formatted(archive));
            }
            case RetryOutcome.NotRetryable(ImportJob.State state) ->
                throw AdminException.conflict("archive %s is %s: it needs no retry".formatted(archive, state.text()));
            case RetryOutcome.NotFound _ -> throw AdminException.notFound("Couldn't find archive " + archive);
        };
    }

    private ImportJobListRepository jobs() {
        return jobs.orElseThrow(() ->
                AdminException.unavailable("import jobs are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
    }
}
