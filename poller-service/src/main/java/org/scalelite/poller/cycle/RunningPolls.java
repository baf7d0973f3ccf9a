package org.scalelite.poller.cycle;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.PollLease;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns of servers that are under way. Each has a virtual thread of its own that asks the server, decides and writes, so that
 * a slow one delays no other; it holds the server's lease until it is over.
 */
final class RunningPolls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPolls.class);
    private static final int RENEWAL_SECONDS = 1;

    private final ServerPoll serverPoll;
    private final PollLeases leases;
    private final Optional<Semaphore> ceiling;
    private final Map<ServerId, PollLease> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    RunningPolls(ServerPoll serverPoll, PollLeases leases, int ceiling) {
        this.serverPoll = serverPoll;
        this.leases = leases;
        this.ceiling = ceiling == 0 ? Optional.empty() : Optional.of(new Semaphore(ceiling));
    }

    boolean isUnderWay(ServerId server) {
        return underWay.containsKey(server);
    }

    /** Keeps the servers that are being polled from other pollers. */
    void renewLeases() {
        leases.renew(underWay.values());
    }

    /** Renews leases each second until it is closed, where no loop does. */
    Renewal keepLeases() {
        CountDownLatch over = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                while (!over.await(RENEWAL_SECONDS, TimeUnit.SECONDS)) {
                    renewLeases();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RedisUnavailableException e) {
                LOG.debug("Leases cannot be renewed", e);
            }
        });
        return over::countDown;
    }

    /** Ends when it is closed. */
    interface Renewal extends AutoCloseable {
        @Override
        void close();
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
            // The loop says so once; the lease ends by itself.
            LOG.debug("What the poll of {} found cannot be written", server, e);
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The poll of server {} failed", server, e);
            throw e;
        } finally {
            underWay.remove(server.id(), lease);
        }
    }

    /** Lets turns that are under way end; each has a deadline. */
    @Override
    public void close() {
        threads.close();
    }
}
