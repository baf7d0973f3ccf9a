package org.scalelite.poller.cycle;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.DirectorySnapshot;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One poll of all servers (specification, section 10). Each server has a virtual thread of its own that asks it, decides
 * and writes, so that a slow one delays no other:
 *
 * <ol>
 *   <li>the servers and all known meetings are read
 *   <li>each server is asked for its meetings; what that means is written in one step
 *   <li>meetings that a server no longer lists are asked for once more, and forgotten
 *   <li>what is left of meetings that Redis itself has forgotten is swept up
 * </ol>
 */
public final class PollCycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollCycle.class);

    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final PollerConfig config;
    private final ServerTurn turn;
    private final Optional<Semaphore> ceiling;
    private final Set<ServerId> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public PollCycle(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb, PollerConfig config) {
        this.servers = servers;
        this.meetings = meetings;
        this.config = config;
        this.turn = new ServerTurn(servers, meetings, bbb, config);
        this.ceiling = config.ceiling() == 0 ? Optional.empty() : Optional.of(new Semaphore(config.ceiling()));
    }

    /** What a cycle does. */
    public enum Part {
        SERVERS,
        MEETINGS,
        VERSIONS;

        static Set<Part> all() {
            return EnumSet.allOf(Part.class);
        }
    }

    /** Polls all servers and waits for them, but not longer than the patience of the configuration. */
    public CycleReport run(Set<Part> parts) {
        long start = System.nanoTime();
        List<Server> polled = servers.all();
        DirectorySnapshot snapshot = meetings.snapshot();
        Map<ServerId, List<KnownMeeting>> known =
                snapshot.meetings().stream().collect(Collectors.groupingBy(KnownMeeting::server));
        CycleReport report = new CycleReport(polled.size());
        Map<Server, Future<ServerTurn.Outcome>> turns = new LinkedHashMap<>();
        for (Server server : polled) {
            if (underWay.add(server.id())) {
                List<KnownMeeting> here = known.getOrDefault(server.id(), List.of());
                turns.put(server, threads.submit(() -> take(server, here, parts)));
            } else {
                report.late(server);
            }
        }
        Deadline deadline = Deadline.in(config.patience());
        turns.forEach((server, turn) ->
                await(server, turn, deadline).ifPresentOrElse(report::add, () -> report.late(server)));
        if (parts.contains(Part.MEETINGS)) {
            report.swept(meetings.sweep(snapshot));
        }
        report.took(Duration.ofNanos(System.nanoTime() - start));
        return report;
    }

    private ServerTurn.Outcome take(Server server, List<KnownMeeting> known, Set<Part> parts)
            throws InterruptedException {
        try {
            if (ceiling.isPresent()) {
                ceiling.get().acquire();
            }
            try {
                return turn.take(server, known, parts);
            } finally {
                ceiling.ifPresent(Semaphore::release);
            }
        } finally {
            underWay.remove(server.id());
        }
    }

    /** Empty if the server's turn is not over; it goes on, and the next cycle leaves the server alone until it is. */
    private static Optional<ServerTurn.Outcome> await(
            Server server, Future<ServerTurn.Outcome> future, Deadline deadline) {
        try {
            return Optional.of(future.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.error("The poll of server {} failed", server, e.getCause());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Lets turns that are under way end; each has a deadline. */
    @Override
    public void close() {
        threads.close();
    }
}
