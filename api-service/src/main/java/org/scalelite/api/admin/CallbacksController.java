package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.CallbackActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookListing;

/** Callbacks to front-ends, their hooks, and the audit log. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Callbacks and audit")
@Errors
record CallbacksController(Optional<CallbackActions> callbacks, Optional<HookListing> hooks, AuditLog audit) {
    /** A callback. */
    @Schema(name = "Callback")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Callback(
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
        static Callback of(OutboundCallback callback) {
            return new Callback(
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

    /** A page of callbacks, the newest first. */
    @Schema(name = "CallbackList")
    record CallbackList(
            List<Callback> callbacks,

            @Schema(description = "The number of callbacks on all pages.")
            long total) {}

    /** Of retryCallback. */
    @Schema(name = "RetryCallback")
    record Retry(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Long id) {}

    /** Of retryCallbacks. */
    @Schema(name = "RetryCallbacks")
    record RetryAll(
            @Nullable
            @Schema(
                    description = "Scheme, host and port, as getCallbacks shows them.",
                    example = "https://lms.example.org",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String to) {}

    /**
     * Callbacks to front-ends, the newest first.
     *
     * @param state pending, delivered, gone or dead, or several of them separated by commas. Default: all.
     * @param to Only those to this scheme, host and port, such as https://lms.example.org.
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them.
     */
    @Get("/getCallbacks")
    CallbackList getCallbacks(
            @QueryValue @Parameter(required = false) Optional<String> state,
            @QueryValue @Parameter(required = false) Optional<String> to,
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        OutboundCallbackRepository.Found found = actions()
                .outbox()
                .page(
                        Inputs.states(state, OutboundCallback.State.class),
                        to,
                        limit.orElse(Inputs.DEFAULT_LIMIT),
                        offset.orElse(0));
        return new CallbackList(found.callbacks().stream().map(Callback::of).toList(), found.total());
    }

    /**
     * Has a callback tried again now.
     *
     * @return It will be tried again.
     */
    @Post("/retryCallback")
    @Errors.NotFound
    Errors.Done retryCallback(@Body Retry body, @Parameter(hidden = true) Actor actor) {
        long id = Inputs.required(body.id(), "id");
        if (!actions().retry(actor, id)) {
            throw AdminException.notFound("Couldn't find a callback with id=%d that is not delivered".formatted(id));
        }
        return new Errors.Done("Callback id=%d will be tried again".formatted(id));
    }

    /**
     * Has all callbacks to one front-end tried again now that are pending or were given up.
     *
     * @return They will be tried again.
     */
    @Post("/retryCallbacks")
    @Errors.NotFound
    Errors.Retried retryCallbacks(@Body RetryAll body, @Parameter(hidden = true) Actor actor) {
        String to = Inputs.requiredText(body.to(), "to");
        int retried = actions().retryAll(actor, to);
        if (retried == 0) {
            throw AdminException.notFound(
                    "Couldn't find a pending or dead callback to %s: give it as getCallbacks shows it".formatted(to));
        }
        return new Errors.Retried("%d callbacks to %s will be tried again".formatted(retried, to), retried);
    }

    private CallbackActions actions() {
        return callbacks.orElseThrow(() ->
                AdminException.unavailable("callbacks are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
    }

    /** A hook. */
    @Schema(name = "Hook")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record HookEntry(
            String id,

            @Schema(
                    type = "string",
                    allowableValues = {"enabled", "disabled"})
            String state,

            @Schema(description = "Events that wait for it.")
            long waiting,

            @Schema(description = "Events that were dropped because too many waited.")
            long dropped,

            @Schema(description = "In a row, so far.") int failedAttempts,

            @Schema(nullable = true) @Nullable String meetingId,

            @Schema(description = "As the front-end gave them, separated by commas.", nullable = true) @Nullable
            String eventIds,

            boolean raw,

            @Schema(nullable = true) @Nullable String tenantId,

            @Schema(description = "Scheme, host and port: the rest of the address may be secret.")
            String to,

            @Schema(format = "date-time") String createdAt,

            @Schema(format = "date-time", nullable = true) @Nullable
            String disabledAt,

            @Schema(nullable = true) @Nullable String lastError) {
        static HookEntry of(HookListing.Entry entry) {
            Hook hook = entry.hook();
            return new HookEntry(
                    hook.id(),
                    entry.state(),
                    entry.backlog().events(),
                    entry.backlog().dropped(),
                    entry.backlog().attempts(),
                    hook.meetingId().orElse(null),
                    hook.eventIds().orElse(null),
                    hook.raw(),
                    hook.tenantId().orElse(null),
                    PublicUrl.originOf(hook.callbackUrl()),
                    hook.createdAt().toString(),
                    hook.disabledAt().map(Instant::toString).orElse(null),
                    entry.lastError().isEmpty() ? null : entry.lastError());
        }
    }

    /** Hooks, the newest first. */
    @Schema(name = "HookList")
    record HookEntries(List<HookEntry> hooks) {}

    /**
     * Hooks of front-ends, the newest first, also those that were disabled because they failed.
     *
     * @param limit The most to list, up to 1000. Default: 100.
     * @return The hooks.
     */
    @Get("/getHooks")
    HookEntries getHooks(@QueryValue @Parameter(required = false) Optional<Integer> limit) {
        HookListing listing = hooks.orElseThrow(
                () -> AdminException.unavailable("hooks are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
        return new HookEntries(listing.newest(limit.orElse(Inputs.DEFAULT_LIMIT)).stream()
                .map(HookEntry::of)
                .toList());
    }

    /** A change. */
    @Schema(name = "AuditEntry")
    record Entry(
            String id,

            @Schema(format = "date-time") String at,

            @Schema(example = "token:dashboard") String actor,

            @Schema(example = "server.update") String action,

            @Schema(description = "The id of what was changed.")
            String subject,

            @Schema(description = "The fields that differ, as they were; of secrets only that they differ.")
            Map<String, String> before,

            @Schema(description = "The same fields as they are now; a field that is missing here is removed.")
            Map<String, String> after) {
        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.at().toString(),
                    entry.actor().name(),
                    entry.action(),
                    entry.subject(),
                    entry.before(),
                    entry.after());
        }
    }

    /** Changes, the newest first. */
    @Schema(name = "AuditLog")
    record Entries(List<Entry> entries) {}

    /**
     * Who changed what, the newest change first.
     *
     * @param subject Only changes of the object of this id.
     * @param actor Only changes by callers whose name begins so, such as token:dashboard.
     * @param before Only changes before the one of this id: the last of a page gives the next page.
     * @param limit The most to list, up to 1000. Default: 100.
     * @return The changes.
     */
    @Get("/getAuditLog")
    Entries getAuditLog(
            @QueryValue @Parameter(required = false) Optional<String> subject,
            @QueryValue @Parameter(required = false) Optional<String> actor,
            @QueryValue @Parameter(required = false) Optional<String> before,
            @QueryValue @Parameter(required = false) Optional<Integer> limit) {
        AuditLog.Query query = new AuditLog.Query(subject, actor, before, limit.orElse(Inputs.DEFAULT_LIMIT));
        return new Entries(audit.newest(query).stream().map(Entry::of).toList());
    }
}
