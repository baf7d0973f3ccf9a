package org.scalelite.poller;

import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.cycle.PollCycle;
import org.scalelite.poller.cycle.PollerConfig;

/** A poller with all that it needs; the service and the command use the same one. */
public final class Poller implements AutoCloseable {
    private final RedisStore redis;
    private final BbbClient bbb;
    private final PollCycle cycle;

    private Poller(RedisStore redis, BbbClient bbb, PollCycle cycle) {
        this.redis = redis;
        this.bbb = bbb;
        this.cycle = cycle;
    }

    /**
     * Connects to the registry.
     *
     * @throws org.scalelite.common.config.ConfigurationException if Redis does not answer
     */
    public static Poller of(Settings settings) {
        PollerConfig config = PollerConfig.of(settings);
        RedisStore redis = RedisStore.connect(RedisConfig.of(settings));
        BbbClient bbb = new BbbClient(BbbClientConfig.of(settings));
        return new Poller(
                redis, bbb, new PollCycle(new ServerRegistry(redis), new MeetingDirectory(redis), bbb, config));
    }

    /** One poll of all servers. */
    public PollCycle cycle() {
        return cycle;
    }

    @Override
    public void close() {
        cycle.close();
        bbb.close();
        redis.close();
    }
}
