package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/** panicServer: frees a server of all its meetings (specification, section 6). */
@Singleton
final class PanicCall {
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final AuditLog audit;

    PanicCall(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb, AuditLog audit) {
        this.servers = servers;
        this.meetings = meetings;
        this.bbb = bbb;
        this.audit = audit;
    }

    /** What was done. */
    @Schema(name = "PanicReport")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Report(
            String success,

            @Schema(description = "Meetings that the pool has forgotten.")
            int meetings,

            @Schema(description = "Those of them that the server did not end.")
            int notEnded) {}

    AdminAnswer panic(AdminRequest request) {
        ServerBodies.Panic given = request.body(ServerBodies.Panic.class);
        ServerId id = new ServerId(Required.id(request, given.id()));
        ServerPanic.Options options = options(given);
        if (servers.find(id).isEmpty()) {
            throw ServerCalls.notFound(id);
        }
        // Entered first: what follows takes as long as the server takes to answer, and may be cut off.
        audit.write(
                request.actor(),
                "server.panic",
                id.value(),
                Map.of(),
                Map.of(
                        "keep_state", String.valueOf(options.keepState()),
                        "skip_end_calls", String.valueOf(options.skipEndCalls())));
        ServerPanic.Report report = new ServerPanic(servers.by(request.actor()), meetings, bbb)
                .panic(id, options)
                .orElseThrow(() -> ServerCalls.notFound(id));
        String state = options.keepState() ? "has kept its state" : "has been disabled";
        return AdminAnswer.of(new Report(
                "Server id=%s %s and the meetings have been destroyed".formatted(id, state),
                report.forgotten(),
                report.failed()));
    }

    private static ServerPanic.Options options(ServerBodies.Panic given) {
        ServerBodies.PanicOptions nested = given.server();
        return new ServerPanic.Options(
                isTrue(given.keepState()) || (nested != null && isTrue(nested.keepState())),
                isTrue(given.skipEndCalls()) || (nested != null && isTrue(nested.skipEndCalls())));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
