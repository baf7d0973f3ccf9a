package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Of all servers so many are read first, and more of those only that have had more lately. */
    private static final int FEW_EVENTS = 10;

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
        if (kind.isPresent()) {
            // Of those of another kind, any number may be newer.
            return newest(events.newest(ids, MAX_EVENTS), kind, limit);
        }
        Map<ServerId, List<ServerEvent>> read = new LinkedHashMap<>(events.newest(ids, FEW_EVENTS));
        List<PoolEvent> newest = newest(read, kind, limit);
        Instant oldest =
                newest.size() < limit ? Instant.MIN : newest.getLast().event().at();
        List<ServerId> active = read.entrySet().stream()
                .filter(entry -> entry.getValue().size() == FEW_EVENTS
                        && !entry.getValue().getLast().at().isBefore(oldest))
                .map(Map.Entry::getKey)
                .toList();
        read.putAll(events.newest(active, Math.min(limit, MAX_EVENTS)));
        return newest(read, kind, limit);
    }

    private static List<PoolEvent> newest(Map<ServerId, List<ServerEvent>> read, Optional<String> kind, int limit) {
        return read.entrySet().stream()
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
