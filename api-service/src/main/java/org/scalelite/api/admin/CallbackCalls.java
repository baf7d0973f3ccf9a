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
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.callback.PublicUrl;

/** The calls that look after callbacks to front-ends. */
@Singleton
final class CallbackCalls {
    private final Optional<OutboundCallbackRepository> outbox;
    private final AuditLog audit;

    CallbackCalls(Optional<OutboundCallbackRepository> outbox, AuditLog audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    /** A callback. */
    @Schema(name = "Callback")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            long id,

            @Schema(
                    type = "string",
                    allowableValues = {"recording_ready", "analytics", "meeting_ended"})
            String kind,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "delivered", "gone", "dead"})
            String state,

            int attempts,

            @Schema(format = "date-time") String nextAttemptAt,

            @Schema(format = "date-time") String giveUpAt,

            @Schema(format = "date-time") String createdAt,

            @Schema(format = "date-time", nullable = true) @Nullable
            String finishedAt,

            String meetingId,

            @Schema(nullable = true) @Nullable String recordId,

            @Schema(nullable = true) @Nullable String tenantId,

            @Schema(description = "Scheme, host and port: the rest of the address may be secret.")
            String to,

            @Schema(nullable = true) @Nullable String lastError) {
        static Listed of(OutboundCallback callback) {
            return new Listed(
                    callback.id(),
                    callback.kind().text(),
                    callback.state().text(),
                    callback.attempts(),
                    callback.nextAttemptAt().toString(),
                    callback.giveUpAt().toString(),
                    callback.createdAt().toString(),
                    callback.finishedAt().map(Instant::toString).orElse(null),
                    callback.meetingId(),
                    callback.recordId().orElse(null),
                    callback.tenantId().orElse(null),
                    PublicUrl.originOf(callback.url()),
                    callback.lastError().orElse(null));
        }
    }

    /** Callbacks, the newest first. */
    @Schema(name = "CallbackList")
    record Page(List<Listed> callbacks) {}

    /** Of retryCallback. */
    @Schema(name = "RetryCallback")
    record Retry(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Long id) {}

    AdminAnswer list(AdminRequest request) {
        List<Listed> callbacks =
                outbox().list(States.in(request, OutboundCallback.State.class), Paging.limit(request)).stream()
                        .map(Listed::of)
                        .toList();
        return AdminAnswer.of(new Page(callbacks));
    }

    AdminAnswer retry(AdminRequest request) {
        long id = Required.of(request.body(Retry.class).id(), "id");
        if (outbox().retry(List.of(id)).isEmpty()) {
            throw AdminException.notFound("Couldn't find a callback with id=%d that is not delivered".formatted(id));
        }
        audit.write(request.actor(), "callback.retry", String.valueOf(id), Map.of(), Map.of("state", "pending"));
        return AdminAnswer.success("Callback id=%d will be tried again".formatted(id));
    }

    private OutboundCallbackRepository outbox() {
        return outbox.orElseThrow(() ->
                AdminException.unavailable("callbacks are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
    }
}
