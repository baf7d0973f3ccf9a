package org.scalelite.poller;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryKeeper;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.cycle.DoubleMeetings;
import org.scalelite.poller.cycle.Housekeeping;
import org.scalelite.poller.cycle.IsolationCheck;
import org.scalelite.poller.cycle.PollCycle;
import org.scalelite.poller.cycle.PollerConfig;
import org.scalelite.poller.cycle.ServerPoll;

/** What the poller is made of; all of it follows from {@link Settings}. */
@Factory
final class PollerBeans {

    @Singleton
    PollerConfig pollerConfig(Settings settings) {
        return PollerConfig.of(settings);
    }

    @Singleton
    PollLeases pollLeases(RedisStore redis) {
        return new PollLeases(redis);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RegistryKeeper registryKeeper(Settings settings, RedisStore redis, Optional<RegistrySnapshotRepository> snapshots) {
        return RegistryKeeper.of(settings, redis, snapshots);
    }

    @Singleton
    Housekeeping housekeeping(RedisStore redis, PollLeases leases, PollerConfig config) {
        return new Housekeeping(leases, new RegistryRepair(redis, new Actor("poller")), config);
    }

    @Singleton
    @Bean(preDestroy = "close")
    IsolationCheck isolationCheck(ServerRegistry servers, BbbClient bbb) {
        return new IsolationCheck(servers, bbb);
    }

    @Singleton
    ServerPoll serverPoll(
            RedisStore redis,
            ServerRegistry servers,
            MeetingDirectory meetings,
            BbbClient bbb,
            IsolationCheck isolation,
            PollerConfig config) {
        DoubleMeetings doubles = new DoubleMeetings(meetings, servers, new ServerEvents(redis), bbb);
        return new ServerPoll(servers, meetings, bbb, doubles, isolation, config);
    }

    @Singleton
    @Bean(preDestroy = "close")
    PollCycle pollCycle(
            ServerRegistry servers,
            PollLeases leases,
            ServerPoll serverPoll,
            Housekeeping housekeeping,
            IsolationCheck isolation,
            PollerConfig config) {
        return new PollCycle(servers, leases, serverPoll, housekeeping, isolation, config);
    }
}
