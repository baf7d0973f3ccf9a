package org.scalelite.poller.cycle;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls servers (specification, section 10): those that are due, as a poller does again and again, or all at once. */
@Singleton
public record PollCycle(
        ServerRegistry servers,
        PollLeases leases,
        RunningPolls runningPolls,
        Housekeeping housekeeping,
        IsolationCheck isolation,
        PollerConfig config)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollCycle.class);

    /** How soon a server is due again whose poll goes on without a lease. */
    private static final Duration AFTER_TURN = Duration.ofSeconds(1);

    /** What a cycle does. */
    public enum Part {
        SERVERS,
        MEETINGS,
        VERSIONS;

        /** Everything that a cycle can do. */
        public static Set<Part> all() {
            return EnumSet.allOf(Part.class);
        }
    }

    /** Polls this poller's share of the servers that are due, and renews the leases of polls in progress. */
    void pollDue() {
        runningPolls.renewLeases();
        List<PollLease> due = leases.claim(config.interval(), isolation.isIsolated());
        if (due.isEmpty()) {
            return;
        }
        Map<ServerId, Server> byId = servers.all().stream().collect(Collectors.toMap(Server::id, Function.identity()));
        for (PollLease lease : due) {
            Server server = byId.get(lease.server());
            if (server == null || runningPolls.isUnderWay(lease.server())) {
                // Removed, or unreadable and logged; or the running poll has lost its lease and will write nothing.
                leases.release(lease, server == null ? Optional.empty() : Optional.of(AFTER_TURN));
            } else {
                Future<ServerPoll.Outcome> _ = runningPolls.start(server, lease, Part.all());
            }
        }
    }

    /** Polls all servers, due or not, and waits for them, but not longer than {@code POLLER_WAIT_TIMEOUT}. */
    public CycleReport run(Set<Part> parts) {
        long start = System.nanoTime();
        List<Server> polled = servers.all();
        CycleReport report = new CycleReport(polled.size());
        Map<Server, Future<ServerPoll.Outcome>> started = new LinkedHashMap<>();
        for (Server server : polled) {
            Optional<PollLease> lease =
                    runningPolls.isUnderWay(server.id()) ? Optional.empty() : leases.seize(server.id());
            lease.ifPresentOrElse(
                    held -> started.put(server, runningPolls.start(server, held, parts)), () -> report.late(server));
        }
        Deadline deadline = Deadline.in(config.timeout());
        try (Worker _ = runningPolls.keepLeases()) {
            started.forEach((server, serverPoll) ->
                    await(serverPoll, deadline).ifPresentOrElse(report::add, () -> report.late(server)));
        }
        if (parts.contains(Part.MEETINGS)) {
            report.repaired(housekeeping.repair());
        }
        report.took(Duration.ofNanos(System.nanoTime() - start));
        return report;
    }

    /** Empty if the poll is not over; it goes on, and no other poll of the server starts before its end. */
    private static Optional<ServerPoll.Outcome> await(Future<ServerPoll.Outcome> future, Deadline deadline) {
        try {
            return Optional.of(future.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.debug("A poll failed", e);
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits for polls in progress; each has a deadline. */
    @Override
    @PreDestroy
    public void close() {
        runningPolls.close();
    }
}
