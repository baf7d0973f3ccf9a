package org.scalelite.poller.cycle;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.config.Settings;
import org.scalelite.common.management.MetricsPort;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.poller.PollerService;
import org.scalelite.poller.history.MeetingHistory;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;

/** Simulated servers in a registry, and a poller for them. */
final class PolledPool implements AutoCloseable {
    private final TestRegistry registry = new TestRegistry();
    private final SimulatedPool pool;
    private final List<ServerId> ids = new ArrayList<>();
    private final Map<String, String> environment;
    private final ApplicationContext poller;

    PolledPool(int servers, Map<String, String> settings) {
        pool = SimulatedPool.start(servers);
        for (SimulatedBbbServer server : pool.servers()) {
            ids.add(registry.online(server.apiUrl(), server.secret()));
        }
        environment = new HashMap<>(registry.environment());
        // Meetings are young for twice the response timeout, or an interval. It is long enough for a busy machine.
        environment.put("RESPONSE_TIMEOUT", "10");
        environment.put("POLL_INTERVAL", "0.1");
        environment.putAll(settings);
        poller = PollerService.start(Settings.of(environment));
    }

    /** One more poller, which polls again and again until it is closed. */
    AutoCloseable startPoller() {
        return startPoller(Map.of());
    }

    /** One more poller, with settings of its own. */
    AutoCloseable startPoller(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(environment);
        own.putAll(settings);
        ApplicationContext context = PollerService.start(Settings.of(own));
        MetricsPort.listen(context, Settings.of(own));
        context.getBean(MeetingHistory.class).start();
        PollLoop loop = context.getBean(PollLoop.class);
        Thread thread = Thread.ofVirtual().start(loop::run);
        return () -> {
            loop.close();
            thread.join();
            context.close();
        };
    }

    CycleReport poll() {
        return poller.getBean(PollCycle.class).run(PollCycle.Part.all());
    }

    MeetingHistory history() {
        return poller.getBean(MeetingHistory.class);
    }

    BbbClient client() {
        return poller.getBean(BbbClient.class);
    }

    TestRegistry registry() {
        return registry;
    }

    SimulatedBbbServer bbb(int index) {
        return pool.server(index);
    }

    ServerId id(int index) {
        return ids.get(index);
    }

    Server server(int index) {
        return registry.servers().find(ids.get(index)).orElseThrow();
    }

    static MeetingKey key(String id) {
        return new MeetingKey(Optional.empty(), id);
    }

    /** What a create of the API begins with. */
    Assignment assign(String id) {
        PlacementRequest request = new PlacementRequest(
                "mp",
                15,
                TagRequirement.none(),
                List.of("7" + Math.floorMod(id.hashCode(), 10_000)),
                Optional.empty(),
                Duration.ofDays(1));
        return registry.meetings().assign(key(id), request);
    }

    /** A create as the API makes it; answers the index of the server. */
    int create(String id) {
        MeetingLocation location = switch (assign(id)) {
            case Assignment.Created(MeetingLocation created, boolean _) -> created;
            case Assignment.Existing existing -> existing.location();
            case Assignment none -> throw new AssertionError(none);
        };
        int index = ids.indexOf(location.server());
        if (bbb(index).meeting(id).isEmpty()) {
            bbb(index)
                    .createMeeting(id, Map.of("name", id, "moderatorPW", "mp", "voiceBridge", location.voiceBridge()));
        }
        return index;
    }

    /** Where a meeting lives; empty if it is not known. */
    Optional<ServerId> home(String id) {
        return registry.meetings().find(key(id)).map(MeetingLocation::server);
    }

    /** As if the meeting had been given its server long ago. */
    void age(String id) {
        RedisNamespace keys = registry.redis().keys();
        registry.redis().commands().zadd(keys.of(RedisKey.ASSIGNMENTS), 1, "meeting:" + id);
    }

    /** As if the server had been on its health state for so many seconds more. */
    void wait(int index, int seconds) {
        String key = registry.redis()
                .keys()
                .of(RedisKey.SERVER_MEMORY, ids.get(index).value());
        registry.redis().commands().hincrby(key, "health_since", -1000L * seconds);
    }

    List<String> events(int index) {
        return new ServerEvents(registry.redis())
                .newest(ids.get(index), 100).stream().map(ServerEvent::kind).toList();
    }

    @Override
    public void close() {
        poller.close();
        pool.close();
        registry.close();
    }
}
