package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerFactsReader;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Pollers;

/** Reads the state of the pool and of its servers from Redis, in a few pipelined round trips. */
@Singleton
public record PoolReader(ServerRegistry servers, ServerFactsReader facts, ServerEvents events, PollLeases leases) {
    /** Redis keeps so many events of a server. */
    public static final int MAX_EVENTS = 200;

    /**
     * The pool.
     *
     * @param available servers that may get a new meeting now
     * @param pollLag how long the poll of a server is overdue, of the server that has waited longest
     */
    public record Pool(
            int servers,
            int enabled,
            int cordoned,
            int disabled,
            int online,
            int available,
            int meetings,
            int users,
            Duration pollLag,
            Pollers pollers) {}

    /** An event with its server. */
    public record PoolEvent(ServerId server, ServerEvent event) {}

    /** All servers, by their ids. */
    public List<ServerFacts> all() {
        return facts.read(servers.all().stream()
                .sorted(Comparator.comparing(server -> server.id().value()))
                .toList());
    }

    /** One server. */
    public Optional<ServerFacts> find(ServerId id) {
        return servers.find(id).map(server -> facts.read(List.of(server)).getFirst());
    }

    /** The pool, as these servers are. */
    public Pool pool(Collection<ServerFacts> all) {
        List<Server> known = all.stream().map(ServerFacts::server).toList();
        return new Pool(
                known.size(),
                in(Server.State.ENABLED, known),
                in(Server.State.CORDONED, known),
                in(Server.State.DISABLED, known),
                (int) known.stream().filter(Server::online).count(),
                (int) all.stream().filter(ServerFacts::isAvailable).count(),
                known.stream()
                        .mapToInt(server -> server.statistics().meetings())
                        .sum(),
                known.stream().mapToInt(server -> server.statistics().users()).sum(),
                leases.lag(),
                servers.pollers());
    }

    private static int in(Server.State state, List<Server> servers) {
        return (int) servers.stream().filter(server -> server.state() == state).count();
    }

    /**
     * The newest events of a server or of all, the newest first.
     *
     * @param kind only events of this kind; empty: all
     */
    public List<PoolEvent> events(Optional<ServerId> server, Optional<String> kind, int limit) {
        List<ServerId> ids = server.map(List::of)
                .orElseGet(() -> servers.all().stream().map(Server::id).toList());
        // Of those of another kind, any number may be newer.
        int each = kind.isPresent() ? MAX_EVENTS : Math.min(limit, MAX_EVENTS);
        return events.newest(ids, each).entrySet().stream()
                .flatMap(entry -> ofServer(entry.getKey(), entry.getValue()))
                .filter(event ->
                        kind.isEmpty() || kind.get().equals(event.event().kind()))
                .sorted(Comparator.comparing((PoolEvent event) -> event.event().at())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private static Stream<PoolEvent> ofServer(ServerId server, List<ServerEvent> events) {
        return events.stream().map(event -> new PoolEvent(server, event));
    }
}
