package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.stores.process.Ports;

/**
 * Events from BBB servers to front-ends while API replicas, which take and deliver them, are killed. {@code
 * -Dhooks.events=50000 -Dhooks.kills=20} for the long run.
 */
class HooksIT {
    private static final String SECRET = "the-front-end-secret";
    private static final int EVENTS = Integer.getInteger("hooks.events", 3_000);
    private static final int KILLS = Integer.getInteger("hooks.kills", 3);
    private static final List<String> MEETINGS = List.of("room-1", "room-2", "room-3", "room-4");
    private static final int BATCH = 25;
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Servers retry as long as the test waits: the restart of a replica may take minutes on a busy machine. */
    private static final List<Duration> RETRIES = Collections.nCopies(1_200, Duration.ofMillis(500));

    private static final Duration LIMIT = Duration.ofMinutes(10).plusSeconds(30L * KILLS);

    private final TestRegistry registry = new TestRegistry();
    private final TestDatabase database = TestDatabase.migrated();
    private final SimulatedPool pool = SimulatedPool.start(
            SimulatorOptions.defaults().withServers(3).withRecordRequests(false).withWebhookPauses(RETRIES));
    private final List<Integer> ports = List.of(Ports.free(), Ports.free());
    private final List<SuiteProcess> replicas = new ArrayList<>();
    private final HookReceiver all = new HookReceiver(SECRET, Duration.ZERO);
    private final HookReceiver one = new HookReceiver(SECRET, Duration.ZERO);
    private final HookReceiver slow = new HookReceiver(SECRET, Duration.ofMillis(10));
    private final HookReceiver hands = new HookReceiver(SECRET, Duration.ZERO);
    private final int deadPort = Ports.free();
    private Optional<SuiteProcess> poller = Optional.empty();

    @AfterEach
    void stop() {
        replicas.forEach(SuiteProcess::close);
        poller.ifPresent(SuiteProcess::close);
        List.of(all, one, slow, hands).forEach(HookReceiver::close);
        pool.close();
        database.close();
        registry.close();
    }

    private Map<String, String> environment(int replica) {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("DATABASE_URL", database.url());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("POLL_INTERVAL", "1");
        environment.put("PORT", String.valueOf(ports.get(replica)));
        environment.put("BBB_CALLBACK_BASE", "http://127.0.0.1:" + ports.getFirst());
        environment.put("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");
        return environment;
    }

    private FrontEnd startSuite() {
        for (SimulatedBbbServer server : pool.servers()) {
            ServerId id = ServerRegistry.newId(server.apiUrl(), false);
            registry.servers().add(id, server.apiUrl(), server.secret(), 1, Optional.empty());
            registry.servers().changeState(id, Server.State.ENABLED);
        }
        poller = Optional.of(SuiteProcess.java("poller-service", environment(0)));
        for (int replica = 0; replica < ports.size(); replica++) {
            replicas.add(SuiteProcess.java("api-service", environment(replica)));
        }
        FrontEnd frontEnd = new FrontEnd(replicas.getFirst().awaitApi(), SECRET);
        await().atMost(LIMIT).until(() -> registry.servers().all().stream().allMatch(Server::online));
        return frontEnd;
    }

    private void kill(int replica) {
        SuiteProcess killed = replicas.get(replica);
        killed.kill();
        killed.close();
        replicas.set(replica, SuiteProcess.java("api-service", environment(replica)));
    }

    private SimulatedBbbServer host(String meeting) {
        return pool.servers().stream()
                .filter(server -> server.meeting(meeting).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eventsArriveInOrderAlthoughReplicasAreKilled() throws InterruptedException {
        FrontEnd frontEnd = startSuite();
        frontEnd.get("hooks/create", "callbackURL", all.url());
        frontEnd.get("hooks/create", "callbackURL", one.url(), "meetingID", "room-1");
        frontEnd.get("hooks/create", "callbackURL", slow.url(), "meetingID", "room-2");
        frontEnd.get("hooks/create", "callbackURL", hands.url(), "eventID", "user-raise-hand-changed");
        frontEnd.get("hooks/create", "callbackURL", "http://127.0.0.1:" + deadPort + "/dead");
        for (String meeting : MEETINGS) {
            assertThat(frontEnd.get("create", "name", "Room", "meetingID", meeting)
                            .isSuccess())
                    .isTrue();
        }
        await().atMost(LIMIT)
                .until(() -> pool.servers().stream()
                        .noneMatch(server -> server.hookUrls().isEmpty()));

        int rounds = EVENTS / (BATCH * MEETINGS.size());
        int nextKill = rounds / (KILLS + 1);
        for (int round = 1; round <= rounds; round++) {
            MEETINGS.forEach(meeting -> host(meeting).raiseHands(meeting, BATCH));
            Thread.sleep(PAUSE);
            if (KILLS > 0 && round % nextKill == 0 && round / nextKill <= KILLS) {
                kill(ThreadLocalRandom.current().nextInt(replicas.size()));
            }
        }

        int expected = rounds * BATCH;
        for (String meeting : MEETINGS) {
            awaitAll(all, meeting, expected);
            awaitAll(hands, meeting, expected);
        }
        awaitAll(one, "room-1", expected);
        awaitAll(slow, "room-2", expected);
        assertThat(List.of(all.forged(), one.forged(), slow.forged(), hands.forged()))
                .containsOnly(0);
        assertThat(one.first("room-2")).isEmpty();
    }

    /** All events, and none before an earlier one of its meeting. */
    private static void awaitAll(HookReceiver receiver, String meeting, int expected) {
        await(meeting).atMost(LIMIT).until(() -> receiver.first(meeting).size() >= expected);
        assertThat(receiver.first(meeting)).hasSize(expected).isSorted();
    }
}
