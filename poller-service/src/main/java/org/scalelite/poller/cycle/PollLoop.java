package org.scalelite.poller.cycle;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.scalelite.common.program.Heartbeat;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryKeeper;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the servers that are due, every second, and at once when one has failed a call of an API replica. */
@Singleton
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final RegistryKeeper keeper;
    private final PollCycle cycle;
    private final Housekeeping housekeeping;
    private final Heartbeat heartbeat;
    private final Worker worker = Worker.every(BEAT, "polls", this::poll)
            .reporting(PollLoop::logFailure, () -> LOG.info("Polling works again"));

    PollLoop(RedisStore redis, RegistryKeeper keeper, PollCycle cycle, Housekeeping housekeeping, Heartbeat heartbeat) {
        this.keeper = keeper;
        this.cycle = cycle;
        this.housekeeping = housekeeping;
        this.heartbeat = heartbeat;
        redis.listen(redis.keys().of(RedisKey.POLL_CHANNEL), worker::wake);
    }

    /** Polls until {@link #close()}; a round that fails is logged and repeated. */
    public void run() {
        worker.run();
    }

    private void poll() {
        heartbeat.beat();
        keeper.sync();
        cycle.pollDue();
        housekeeping.repairIfDue();
    }

    private static void logFailure(RuntimeException failure) {
        LOG.error("Polling failed; it is tried again every {} s: {}", BEAT.toSeconds(), failure.toString());
    }

    @Override
    @PreDestroy
    public void close() {
        worker.close();
    }
}
