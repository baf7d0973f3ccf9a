package org.scalelite.common.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Drains servers without ending a meeting: a drained server gets no new meetings, and a poller disables it after the last
 * one.
 *
 * @param servers for changes by an actor
 * @param pollInterval after which pollers poll a server again
 */
public record ServerDrain(ServerRegistry servers, Duration pollInterval) {

    /** The outcome of starting to drain a server. */
    public sealed interface Start {
        /** The server is cordoned. */
        record Cordoned(Server server) implements Start {}

        /** The server was disabled before. */
        record Disabled(Server server) implements Start {}

        /** The server was not found. */
        record NotFound() implements Start {}
    }

    /** How far a server is drained. */
    public sealed interface Progress {
        /**
         * The server is cordoned: it has meetings, or a poll has not confirmed yet that it has none.
         *
         * @param lastPoll empty if there was none
         * @param overdue whether no poller can be running: the numbers of the server are old, and nothing disables it
         */
        record Draining(Server server, Optional<Instant> lastPoll, boolean overdue) implements Progress {}

        /** The server is disabled. */
        record Drained(Server server) implements Progress {}

        /** The server is enabled: it is not drained, or not any more. */
        record Enabled(Server server) implements Progress {}

        /** The server was not found. */
        record NotFound() implements Progress {}
    }

    /** Cordons a server, unless it is disabled. */
    public Start start(ServerId id) {
        Optional<Server> server = servers.find(id);
        if (server.isPresent() && server.get().state() == Server.State.DISABLED) {
            return new Start.Disabled(server.get());
        }
        return server.isPresent() && servers.changeState(id, Server.State.CORDONED)
                ? new Start.Cordoned(server.get())
                : new Start.NotFound();
    }

    /** How far a server is drained now. */
    public Progress progress(ServerId id) {
        return servers.find(id).map(this::progress).orElseGet(Progress.NotFound::new);
    }

    private Progress progress(Server server) {
        return switch (server.state()) {
            case DISABLED -> new Progress.Drained(server);
            case ENABLED -> new Progress.Enabled(server);
            case CORDONED -> draining(server);
        };
    }

    private Progress draining(Server server) {
        Optional<Instant> lastPoll = servers.lastPoll(server.id());
        boolean overdue = lastPoll.map(at -> PollLeases.isOverdue(Duration.between(at, servers.now()), pollInterval))
                .orElse(true);
        return new Progress.Draining(server, lastPoll, overdue);
    }
}
