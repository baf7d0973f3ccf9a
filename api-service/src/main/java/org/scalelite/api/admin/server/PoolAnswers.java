package org.scalelite.api.admin.server;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.operator.Backlog;
import org.scalelite.api.operator.PoolReader;
import org.scalelite.common.server.Server;

/** Answers about the pool and its servers, and a body. */
final class PoolAnswers {
    private PoolAnswers() {}

    /** Totals of the pool. */
    @Schema(name = "PoolStatus")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Pool(
            int servers,
            int enabled,
            int cordoned,
            int disabled,
            int online,

            @Schema(description = "Servers that may get a new meeting now.")
            int available,

            int meetings,
            int users,

            @Schema(
                    description =
                            "Seconds by which the poll of a server is overdue, of the server that has waited longest.")
            double pollLag,

            @Schema(description = "Pollers that reach the servers.")
            long pollers,

            @Schema(description = "Pollers that reach few servers.")
            long isolatedPollers,

            @Schema(
                    description = "Archives that are being imported or wait. Null while PostgreSQL does not answer.",
                    nullable = true)
            @Nullable
            Long importsQueued,

            @Schema(description = "Archives that were given up. Null as above.", nullable = true) @Nullable
            Long importsFailed,

            @Schema(description = "Callbacks to be delivered. Null as above.", nullable = true) @Nullable
            Long callbacksPending,

            @Schema(description = "Callbacks that were given up. Null as above.", nullable = true) @Nullable
            Long callbacksDead) {
        static Pool of(PoolReader.Pool pool, Optional<Backlog> backlog) {
            return new Pool(
                    pool.servers(),
                    pool.enabled(),
                    pool.cordoned(),
                    pool.disabled(),
                    pool.online(),
                    pool.available(),
                    pool.meetings(),
                    pool.users(),
                    pool.pollLag().toMillis() / 1000.0,
                    pool.pollers().reaching(),
                    pool.pollers().isolated(),
                    backlog.map(Backlog::queuedImports).orElse(null),
                    backlog.map(Backlog::failedImports).orElse(null),
                    backlog.map(Backlog::pendingCallbacks).orElse(null),
                    backlog.map(Backlog::deadCallbacks).orElse(null));
        }
    }

    /** Servers, by their ids. */
    @Schema(name = "ServerStatusList")
    record Servers(List<ServerStatus> servers) {}

    /** An event of a server. */
    @Schema(name = "ServerEvent")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Event(
            @Schema(format = "date-time") String at,

            String serverId,

            @Schema(
                    description = "The new health state, or meeting_released, meeting_adopted, meeting_ended, split,"
                            + " creates_failing, creates_working.",
                    example = "offline")
            String event,

            @Schema(description = "Reason or meeting.") String detail) {
        static Event of(PoolReader.PoolEvent event) {
            return new Event(
                    event.event().at().toString(),
                    event.server().value(),
                    event.event().kind(),
                    event.event().detail());
        }
    }

    /** Events, the newest first. */
    @Schema(name = "ServerEventList")
    record Events(List<Event> events) {}

    /** Of drainServer and pollServer. */
    @Schema(name = "ServerChoice")
    record Choice(
            @Nullable @Schema(description = "The id of the server.", requiredMode = Schema.RequiredMode.REQUIRED)
            String id) {}

    /** How far a server is drained. */
    @Schema(name = "DrainProgress")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Drain(
            String id,

            @Schema(
                    description = "drained: the server is disabled; enabled: it is not drained, or not any more.",
                    type = "string",
                    allowableValues = {"draining", "drained", "enabled"})
            String progress,

            @Schema(description = "Meetings that are left, at the last poll.")
            int meetings,

            int users,

            @Schema(description = "While the server is offline, what is left there is not known.")
            boolean online,

            @Schema(format = "date-time", nullable = true) @Nullable
            String polledAt,

            @Schema(description = "Whether no poller can be running: then nothing disables the server.")
            boolean pollOverdue) {
        static Drain of(Server server, String progress, Optional<Instant> polledAt, boolean pollOverdue) {
            return new Drain(
                    server.id().value(),
                    progress,
                    server.statistics().meetings(),
                    server.statistics().users(),
                    server.online(),
                    polledAt.map(Instant::toString).orElse(null),
                    pollOverdue);
        }
    }
}
