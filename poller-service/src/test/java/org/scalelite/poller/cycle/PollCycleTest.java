package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.poller.PollerService;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;

/** Cycles over real simulated servers and the real Redis (specification, section 10). */
class PollCycleTest {
    private final TestRegistry registry = new TestRegistry();
    private final SimulatedPool pool = SimulatedPool.start(3);
    private final Map<String, String> environment = new HashMap<>(registry.environment());
    private final List<ServerId> ids = new ArrayList<>();
    private Optional<ApplicationContext> poller = Optional.empty();

    PollCycleTest() {
        // Meetings are young for twice the response timeout, or an interval. It is long enough for a busy machine.
        environment.put("RESPONSE_TIMEOUT", "10");
        environment.put("POLL_INTERVAL", "0.1");
        for (SimulatedBbbServer server : pool.servers()) {
            ids.add(registry.online(server.apiUrl(), server.secret()));
        }
    }

    @AfterEach
    void stop() {
        poller.ifPresent(ApplicationContext::close);
        pool.close();
        registry.close();
    }

    private CycleReport poll() {
        if (poller.isEmpty()) {
            poller = Optional.of(PollerService.start(Settings.of(environment)));
        }
        return poller.get().getBean(PollCycle.class).run(PollCycle.Part.all());
    }

    private Server server(int index) {
        return registry.servers().find(ids.get(index)).orElseThrow();
    }

    private static MeetingKey key(String id) {
        return new MeetingKey(Optional.empty(), id);
    }

    /** A meeting in the directory, on the only server that is not disabled for the moment. */
    private void meetingOn(int index, String id) {
        for (int i = 0; i < ids.size(); i++) {
            if (i != index) {
                registry.offline(ids.get(i));
            }
        }
        registry.meetings()
                .assign(
                        key(id),
                        new PlacementRequest(
                                "mp",
                                15,
                                TagRequirement.none(),
                                List.of("1" + Math.floorMod(id.hashCode(), 100_000)),
                                Optional.empty(),
                                Duration.ofDays(1)));
        for (ServerId other : ids) {
            registry.poll(other, 0);
        }
    }

    private boolean isKnown(String id) {
        return registry.meetings().find(key(id)).isPresent();
    }

    /** As if the meeting had been given its server long ago. */
    private void age(String id) {
        RedisNamespace keys = registry.redis().keys();
        registry.redis().commands().zadd(keys.of(RedisKey.ASSIGNMENTS), 1, "meeting:" + id);
    }

    @Test
    void writesStatisticsOfServers() {
        pool.server(0).createMeeting("a", Map.of("name", "A"));
        pool.server(0).createMeeting("b", Map.of("name", "B"));
        pool.server(0).connectUsers("a", 2, 28);
        pool.server(0).startVideos("a", 5);
        CycleReport report = poll();
        assertThat(report.problems()).isEmpty();
        assertThat(server(0).statistics()).isEqualTo(new Server.Statistics(2, 30, 30, 5, Optional.of("3.0.4")));
        assertThat(registry.load(ids.get(0))).contains(32.0 + 15);
        assertThat(registry.load(ids.get(1))).contains(0.0);
        assertThat(report.summary()).startsWith("3 servers polled in ").contains("3 answered, 3 online, 0 late");
    }

    @Test
    void oneCallPerPollOnceVersionIsKnown() {
        poll();
        pool.servers().forEach(SimulatedBbbServer::dropRequestLog);
        poll();
        assertThat(pool.servers())
                .allSatisfy(server -> assertThat(server.requests())
                        .extracting(request -> request.call())
                        .containsExactly("getMeetings"));
    }

    @Test
    void countsMeetingsOfScaleliteForTenantLimits() {
        RedisNamespace keys = registry.redis().keys();
        var redis = registry.redis().commands();
        pool.server(0).createMeeting("old", Map.of("name", "Old", "meta_tenant-id", "t1"));
        pool.server(0).connectUsers("old", 1, 4);
        redis.hset(
                keys.of(RedisKey.MEETING, "old"),
                Map.of("server_id", ids.get(0).value(), "moderator_pw", "mp", "tenant_id", "t1"));
        redis.sadd(keys.of(RedisKey.MEETINGS), "old");
        poll();
        MeetingKey old = new MeetingKey(Optional.of("t1"), "old");
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT_USAGE, "t1")))
                .isEqualTo(Map.of("meetings", "1", "users", "5"));
        assertThat(registry.meetings().findToJoin(old, Optional.of(5))).isEqualTo(new Admission.LimitReached());

        pool.server(0).disconnectUsers("old");
        poll();
        assertThat(registry.meetings().findToJoin(old, Optional.of(5))).isInstanceOf(Admission.Admitted.class);

        pool.server(0).endMeeting("old");
        age("old");
        await().untilAsserted(() -> {
            poll();
            assertThat(redis.exists(keys.of(RedisKey.TENANT_USAGE, "t1"))).isZero();
        });
    }

    @Test
    void firstPollSetsLoad() {
        registry.servers().changeState(ids.get(0), Server.State.DISABLED);
        registry.servers().changeState(ids.get(0), Server.State.ENABLED);
        assertThat(registry.load(ids.get(0))).isEmpty();
        poll();
        assertThat(registry.load(ids.get(0))).contains(0.0);
    }

    static Stream<Fault> faults() {
        return Stream.concat(
                Fault.withoutAnswer().stream(),
                Stream.of(
                        new Fault.WrongChecksum(),
                        new Fault.Answer(502, "text/html", "<html/>"),
                        new Fault.Answer(200, "text/xml", ""),
                        new Fault.Answer(200, "text/xml", "<response/>")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void offlineAfterTwoBadPollsUntilGoodPoll(Fault fault) {
        environment.put("RESPONSE_TIMEOUT", "5");
        pool.server(0).inject(fault);
        poll();
        assertThat(server(0).online()).isTrue();
        assertThat(server(0).health().unhealthyPolls()).isEqualTo(1);
        CycleReport report = poll();
        assertThat(report.problems()).hasSize(1);
        assertThat(server(0).online()).isFalse();
        assertThat(registry.load(ids.get(0))).isEmpty();
        assertThat(server(1).online()).isTrue();
        pool.server(0).recover();
        poll();
        assertThat(server(0).online()).isTrue();
        assertThat(registry.load(ids.get(0))).isPresent();
    }

    @Test
    void offlineServerKeepsItsMeetings() {
        meetingOn(0, "class");
        pool.server(0).createMeeting("class", Map.of("name", "Class"));
        age("class");
        pool.server(0).inject(new Fault.RefuseConnections());
        poll();
        poll();
        poll();
        assertThat(server(0).online()).isFalse();
        pool.server(0).recover();
        poll();
        assertThat(pool.server(0).requests("end")).isEmpty();
        assertThat(isKnown("class")).isTrue();
    }

    @Test
    void slowServerDelaysNoOther() {
        environment.put("RESPONSE_TIMEOUT", "20");
        environment.put("POLLER_WAIT_TIMEOUT", "4");
        // The first cycle of a process takes longer.
        assertThat(poll().lateServers()).isZero();
        pool.server(0).dropRequestLog();
        pool.server(0).inject(new Fault.Hang(), "getMeetings");
        pool.server(1).createMeeting("a", Map.of("name", "A"));
        CycleReport report = poll();
        assertThat(report.lateServers()).isEqualTo(1);
        assertThat(server(1).statistics().meetings()).isEqualTo(1);
        assertThat(pool.server(0).requests("getMeetings")).hasSize(1);
        poll();
        assertThat(pool.server(0).requests("getMeetings"))
                .as("not asked again while the first question is open")
                .hasSize(1);
        pool.server(0).crash();
        await().atMost(TestTimeout.LIMIT).until(() -> poll().lateServers() == 0);
    }

    @Test
    void forgetsEndedMeetingOnceConfirmed() {
        meetingOn(0, "over");
        meetingOn(0, "running");
        pool.server(0).createMeeting("running", Map.of("name", "Running"));
        age("over");
        age("running");
        assertThat(poll().summary()).contains("1 meetings over");
        assertThat(isKnown("over")).isFalse();
        assertThat(isKnown("running")).isTrue();
        assertThat(registry.redis().commands().hvals(registry.redis().keys().of(RedisKey.VOICE_BRIDGES)))
                .containsExactly("running");
    }

    @Test
    void keepsMeetingMissingOnlyFromList() {
        meetingOn(0, "there");
        pool.server(0).createMeeting("there", Map.of("name", "There"));
        age("there");
        pool.server(0)
                .inject(
                        new Fault.Answer(
                                200, "text/xml", "<response><returncode>SUCCESS</returncode><meetings/></response>"),
                        "getMeetings");
        poll();
        assertThat(isKnown("there")).isTrue();
    }

    @Test
    void keepsMeetingYoungerThanPoll() {
        environment.put("RESPONSE_TIMEOUT", "10");
        meetingOn(0, "young");
        poll();
        assertThat(isKnown("young")).isTrue();
        assertThat(registry.load(ids.get(0))).as("its reservation is kept").contains(15.0);
    }

    @Test
    void pollRenewsTimeToLive() {
        meetingOn(0, "long");
        pool.server(0).createMeeting("long", Map.of("name", "Long"));
        RedisNamespace keys = registry.redis().keys();
        registry.redis().commands().expire(keys.of(RedisKey.MEETING, "long"), 100);
        poll();
        assertThat(registry.redis().commands().ttl(keys.of(RedisKey.MEETING, "long")))
                .isGreaterThan(86_000);
    }

    @Test
    void disablesDrainedServerAfterTwoPolls() {
        pool.server(0).createMeeting("empty", Map.of("name", "Nobody is in"));
        poll();
        registry.servers().changeState(ids.get(0), Server.State.CORDONED);
        poll();
        poll();
        poll();
        assertThat(server(0).state()).as("a meeting without users is a meeting").isEqualTo(Server.State.CORDONED);
        pool.server(0).endMeeting("empty");
        poll();
        assertThat(server(0).state()).isEqualTo(Server.State.CORDONED);
        poll();
        assertThat(server(0).state()).isEqualTo(Server.State.DISABLED);
    }

    @Test
    void serverRemovedDuringPollStaysRemoved() {
        pool.server(0).inject(new Fault.HoldAnswer(), "getMeetings");
        Thread cycle = Thread.ofVirtual().start(this::poll);
        await().until(() -> !pool.server(0).requests("getMeetings").isEmpty());
        registry.servers().remove(ids.get(0), true);
        pool.server(0).recover();
        await().until(() -> !cycle.isAlive());
        RedisNamespace keys = registry.redis().keys();
        assertThat(registry.redis()
                        .commands()
                        .exists(
                                keys.of(RedisKey.SERVER, ids.get(0).value()),
                                keys.of(RedisKey.POLL_COUNTERS, ids.get(0).value())))
                .isZero();
        assertThat(registry.load(ids.get(0))).isEmpty();
    }

    @Test
    void readsThousandsSeparators() {
        pool.server(0).createMeeting("big", Map.of("name", "Big"));
        pool.server(0).connectUsers("big", 0, 1200);
        pool.server(0).inject(new Fault.ThousandsSeparators());
        poll();
        assertThat(server(0).statistics().users()).isEqualTo(1200);
    }

    @Test
    void limitsConcurrentPolls() {
        environment.put("POLLER_THREADS", "1");
        environment.put("RESPONSE_TIMEOUT", "30");
        environment.put("POLLER_WAIT_TIMEOUT", "0.2");
        pool.servers().forEach(server -> server.inject(new Fault.Hang(), "getMeetings"));
        assertThat(poll().lateServers()).isEqualTo(3);
        await().until(() -> asked() > 0);
        assertThat(asked()).isEqualTo(1);
        pool.servers().forEach(SimulatedBbbServer::crash);
    }

    private long asked() {
        return pool.servers().stream()
                .filter(server -> !server.requests("getMeetings").isEmpty())
                .count();
    }

    @Test
    void reportsLateServer() {
        environment.put("POLLER_WAIT_TIMEOUT", "0.1");
        pool.server(0).inject(new Fault.Hang());
        assertThat(poll().problems())
                .anyMatch(line -> line.contains(pool.server(0).apiUrl().toString()));
        pool.server(0).crash();
    }

    @Test
    void readsMissingVersionOnlyNowAndThen() {
        pool.servers()
                .forEach(server -> server.inject(
                        new Fault.Answer(
                                200,
                                "text/xml",
                                "<response><returncode>SUCCESS</returncode><version>2.0</version>"
                                        + "<bbbVersion></bbbVersion></response>"),
                        "index"));
        poll();
        poll();
        assertThat(pool.server(0).requests("index")).hasSize(1);
    }
}
