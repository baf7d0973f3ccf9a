package org.scalelite.poller.cycle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls in progress. Each has a virtual thread of its own that asks the server, decides and writes, so that a slow server delays
 * no other; it holds the lease of its server until it is over.
 */
@Singleton
final class RunningPolls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPolls.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final ServerPoll serverPoll;
    private final PollLeases leases;
    private final Optional<Semaphore> ceiling;
    private final Map<ServerId, PollLease> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    RunningPolls(ServerPoll serverPoll, PollLeases leases, PollerConfig config, MeterRegistry meters) {
        this.serverPoll = serverPoll;
        this.leases = leases;
        Gauge.builder("scalelite.poller.leases", underWay, Map::size)
                .description("Servers whose polls this process holds the lease of")
                .register(meters);
        this.ceiling = Optional.of(config.ceiling()).filter(most -> most > 0).map(Semaphore::new);
    }

    boolean isUnderWay(ServerId server) {
        return underWay.containsKey(server);
    }

    /** Keeps the servers that are being polled from other pollers. */
    void renewLeases() {
        leases.renew(underWay.values());
    }

    /** Renews leases each second until it is closed, where no loop does. */
    Worker keepLeases() {
        return Worker.every(RENEWAL, "poll-leases", this::renewLeases).startAfter(RENEWAL);
    }

    Future<ServerPoll.Outcome> start(Server server, PollLease lease, Set<PollCycle.Part> parts) {
        underWay.put(server.id(), lease);
        return threads.submit(() -> take(server, lease, parts));
    }

    private ServerPoll.Outcome take(Server server, PollLease lease, Set<PollCycle.Part> parts)
            throws InterruptedException {
        try {
            if (ceiling.isPresent()) {
                ceiling.get().acquire();
            }
            try {
                ServerPoll.Outcome outcome = serverPoll.take(server, lease, parts);
                leases.release(lease, outcome.again());
                return outcome;
            } finally {
                ceiling.ifPresent(Semaphore::release);
            }
        } catch (RedisUnavailableException e) {
            // The loop logs it once; the lease expires.
            LOG.debug("What the poll of {} found cannot be written", server, e);
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The poll of server {} failed", server, e);
            throw e;
        } finally {
            underWay.remove(server.id(), lease);
        }
    }

    /** Waits for polls in progress; each has a deadline. */
    @Override
    public void close() {
        threads.close();
    }
}
