package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.ServerDrain;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/** What operators do with servers besides changing their settings ({@link ServerRegistry#update}). */
@Singleton
public record ServerActions(
        ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb, AuditLog audit, Settings settings) {

    /** Keeps new meetings off a server; a poller disables it after its last meeting. */
    public ServerDrain.Start drain(Actor actor, ServerId server) {
        return drains(actor).start(server);
    }

    /** How far a server is drained. */
    public ServerDrain.Progress drainProgress(ServerId server) {
        return drains(Actor.SUITE).progress(server);
    }

    private ServerDrain drains(Actor actor) {
        return new ServerDrain(servers.by(actor), settings.get(Variables.POLL_INTERVAL));
    }

    /** Has the pollers poll a server at once; false if it was not found. */
    public boolean poll(Actor actor, ServerId server) {
        boolean requested = servers.pollNow(server);
        if (requested) {
            audit.write(actor, "server.poll", server.value(), Map.of(), Map.of("requested", "true"));
        }
        return requested;
    }

    /** Removes all meetings from a server; empty if the server was not found. */
    public Optional<ServerPanic.Report> panic(Actor actor, ServerId server, ServerPanic.Options options) {
        if (servers.find(server).isEmpty()) {
            return Optional.empty();
        }
        // Audited first: what follows takes as long as the server takes to answer, and may be cut off.
        audit.write(
                actor,
                "server.panic",
                server.value(),
                Map.of(),
                Map.of(
                        "keep_state", String.valueOf(options.keepState()),
                        "skip_end_calls", String.valueOf(options.skipEndCalls())));
        return new ServerPanic(servers.by(actor), meetings, bbb).panic(server, options);
    }
}
