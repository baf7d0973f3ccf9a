package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.OtlpReceiver;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;

/** Two API replicas and a poller as processes, over a pool of simulated servers. */
class RunningSuiteIT {
    private static final String SECRET = "the-front-end-secret";
    private static final Duration SOON = TestTimeout.LIMIT;

    private static final TestRegistry REGISTRY = new TestRegistry();
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final OtlpReceiver TRACES = new OtlpReceiver();
    private static SimulatedPool pool;
    private static SuiteProcess first;
    private static SuiteProcess second;
    private static SuiteProcess poller;
    private static List<FrontEnd> frontEnds;
    private static Operator operator;

    @BeforeAll
    static void start() {
        pool = SimulatedPool.start(4);
        SimulatedServers.enable(REGISTRY.servers(), pool);
        first = SuiteProcess.java("api-service", environment());
        second = SuiteProcess.java("api-service", environment());
        poller = SuiteProcess.java("poller-service", environment());
        URI api = first.awaitApi();
        frontEnds = List.of(new FrontEnd(api, SECRET), new FrontEnd(second.awaitApi(), SECRET));
        operator = Operator.at(api).login(Operator.WRITE);
        await().atMost(SOON).until(() -> online() == 4);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        poller.close();
        pool.close();
        REGISTRY.close();
        DATABASE.close();
        TRACES.close();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(REGISTRY.environment());
        environment.put("DATABASE_URL", DATABASE.url());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("RAILS_LOG_LEVEL", "debug");
        environment.put("POLL_INTERVAL", "0.5");
        environment.put("PORT", "0");
        environment.put("CONSOLE_ENABLED", "true");
        environment.put("ADMIN_API_TOKENS", Operator.TOKENS);
        environment.putAll(TRACES.environment());
        return environment;
    }

    private static long online() {
        return REGISTRY.servers().all().stream().filter(Server::online).count();
    }

    @Test
    void twentyCreatesOverTwoReplicasMakeOneMeeting() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(
                            () -> frontEnds.get(i % 2).get("create", "meetingID", "crowd", "name", "Crowd")))
                    .toList();
            Set<String> meetings = new HashSet<>();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().isSuccess()).as(answer.get().body()).isTrue();
                meetings.add(answer.get().text("internalMeetingID").orElseThrow());
            }
            assertThat(meetings).hasSize(1);
        }
    }

    @Test
    void aServerThatDiesGoesOfflineAndComesBack() {
        pool.server(3).inject(new Fault.RefuseConnections());
        await().atMost(SOON).until(() -> online() == 3);
        pool.server(3).recover();
        await().atMost(SOON).until(() -> online() == 4);
        assertThat(poller.log()).contains("is offline; its meetings wait").contains("is online; its share");
    }

    @Test
    void aMeetingThatEndedByItselfIsForgotten() {
        frontEnds.getFirst().get("create", "meetingID", "short", "name", "Short");
        SimulatedBbbServer host = pool.servers().stream()
                .filter(server -> server.meeting("short").isPresent())
                .findFirst()
                .orElseThrow();
        REGISTRY.redis().commands().zadd(REGISTRY.redis().keys().of(RedisKey.ASSIGNMENTS), 1, "meeting:short");
        host.endMeeting("short");
        await().atMost(SOON)
                .until(() -> REGISTRY.redis()
                                .commands()
                                .exists(REGISTRY.redis().keys().of(RedisKey.MEETING, "short"))
                        == 0);
    }

    @Test
    void aRequestInFlightIsAnsweredAfterSigterm() throws Exception {
        try (SuiteProcess replica = SuiteProcess.java("api-service", environment());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FrontEnd frontEnd = new FrontEnd(replica.awaitApi(), SECRET);
            pool.servers().forEach(server -> server.inject(new Fault.Delay(Duration.ofSeconds(3)), "create"));
            Future<Answer> answer =
                    threads.submit(() -> frontEnd.get("create", "meetingID", "in-hand", "name", "In hand"));
            await().atMost(SOON)
                    .until(() -> pool.servers().stream()
                            .anyMatch(server -> server.meeting("in-hand").isPresent()));
            replica.terminate();
            assertThat(answer.get().isSuccess())
                    .as(answer.get().body() + replica.log())
                    .isTrue();
            assertThat(replica.awaitExit()).isIn(0, 143);
            assertThat(replica.log()).contains("The API stops");
        } finally {
            pool.servers().forEach(SimulatedBbbServer::recover);
        }
    }

    @Test
    void thePollerFinishesItsCycleAfterSigterm() {
        try (SuiteProcess other = SuiteProcess.java("poller-service", environment())) {
            other.awaitLine("Polling every 0.5 s");
            other.terminate();
            assertThat(other.awaitExit()).isIn(0, 143);
            assertThat(other.log()).contains("The poller stops");
        }
    }

    @Test
    void nothingThatOperatorsReadHasSecretsOrNames() {
        FrontEnd frontEnd = frontEnds.getFirst();
        frontEnd.get(
                "create",
                "meetingID",
                "logged",
                "name",
                "Logged",
                "moderatorPW",
                "mod-pass-word",
                "attendeePW",
                "att-pass-word",
                "meta_marked",
                "marked-parameter");
        frontEnd.get(
                "join",
                "meetingID",
                "logged",
                "fullName",
                "Marked Person",
                "userID",
                "marked-user",
                "password",
                "mod-pass-word");
        await().atMost(SOON)
                .until(() -> DATABASE.value("select count(*) from meeting_runs where meeting_id = 'logged'")
                        .equals("1"));
        pool.servers().forEach(server -> server.inject(new Fault.RefuseConnections()));
        frontEnd.get("getMeetingInfo", "meetingID", "logged");
        frontEnd.get("create", "meetingID", "logged-2", "name", "Logged", "moderatorPW", "mod-pass-word");
        frontEnd.getRaw("/create?meetingID=x&checksum=0123");
        pool.servers().forEach(SimulatedBbbServer::recover);
        await().atMost(SOON).until(() -> online() == 4);
        await().atMost(SOON).until(() -> TRACES.spans("api join").size() >= 1);
        List<String> texts = new ArrayList<>(List.of(
                first.log(),
                second.log(),
                poller.log(),
                TRACES.text(),
                frontEnd.getPath("/metrics").body(),
                DATABASE.value("select string_agg(run::text, ' ') from meeting_runs run")));
        for (String page : List.of(
                "",
                "/server?id=" + REGISTRY.servers().all().getFirst().id(),
                "/meetings",
                "/meeting?id=logged",
                "/recordings",
                "/callbacks",
                "/tenants",
                "/history?days=all",
                "/recorded",
                "/events",
                "/audit",
                "/doctor")) {
            Reply reply = operator.get(page);
            assertThat(reply.status()).as(page).isEqualTo(200);
            texts.add(reply.text());
        }
        for (String text : texts) {
            assertThat(text)
                    .isNotBlank()
                    .doesNotContain(Operator.WRITE, SECRET, "checksum=", "mod-pass-word", "att-pass-word")
                    .doesNotContain(
                            "Marked Person", "Marked+Person", "Marked%20Person", "marked-user", "marked-parameter");
            pool.servers().forEach(server -> assertThat(text).doesNotContain(server.secret()));
        }
    }
}
