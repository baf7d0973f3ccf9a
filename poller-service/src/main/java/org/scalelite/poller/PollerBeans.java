package org.scalelite.poller;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.cycle.PollCycle;
import org.scalelite.poller.cycle.PollerConfig;

/** What the poller is made of; all of it follows from {@link Settings}. */
@Factory
final class PollerBeans {

    @Singleton
    PollerConfig pollerConfig(Settings settings) {
        return PollerConfig.of(settings);
    }

    @Singleton
    @Bean(preDestroy = "close")
    PollCycle pollCycle(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb, PollerConfig config) {
        return new PollCycle(servers, meetings, bbb, config);
    }
}
