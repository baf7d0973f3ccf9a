package org.scalelite.api.operator;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.callback.OutboundCallbackRepository;

/** What operators do with callbacks to front-ends. */
@Singleton
@Requires(beans = DataSource.class)
public record CallbackActions(OutboundCallbackRepository outbox, AuditLog audit) {
    private static final Map<String, String> PENDING = Map.of("state", "pending");

    /** Has a callback tried again now; false if there is none of this id that is not delivered. */
    public boolean retry(Actor actor, long id) {
        boolean found = !outbox.retry(List.of(id)).isEmpty();
        if (found) {
            audit.write(actor, "callback.retry", String.valueOf(id), Map.of(), PENDING);
        }
        return found;
    }

    /**
     * Has all callbacks tried again now that are pending or were given up.
     *
     * @param destination scheme, host and port of their URLs
     * @return how many
     */
    public int retryAll(Actor actor, String destination) {
        int retried = outbox.retryAll(destination);
        if (retried > 0) {
            audit.write(actor, "callback.retry", destination, Map.of(), PENDING);
        }
        return retried;
    }
}
