package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** Placement under load and under faults (specification, sections 5.8, 16.5 and 16.9). */
class CreateFaultsTest {
    @RegisterExtension
    private static final TestSuite suite = new TestSuite(3);

    private static Answer create(FrontEnd frontEnd, String meetingId) {
        return frontEnd.get("create", "meetingID", meetingId, "name", "Room " + meetingId);
    }

    private static <T> List<T> atOnce(int times, java.util.function.IntFunction<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private String recordedServer(String meetingId) {
        RedisNamespace keys = suite.registry().redis().keys();
        return suite.registry().redis().commands().hget(keys.of(RedisKey.MEETING, meetingId), "server_id");
    }

    private void onlyOnItsServer(String meetingId) {
        assertThat(recordedServer(meetingId))
                .isEqualTo(suite.idOf(suite.host(meetingId)).value());
    }

    @Test
    void concurrentCreatesGetEqualAnswers() throws Exception {
        List<FrontEnd> replicas = List.of(suite.frontEnd(), suite.frontEnd());
        for (int round = 0; round < 10; round++) {
            String meetingId = "together-" + round;
            List<Answer> answers = atOnce(20, i -> create(replicas.get(i % 2), meetingId));
            assertThat(answers).allMatch(Answer::isSuccess);
            Set<String> facts = new HashSet<>();
            answers.forEach(answer -> facts.add(answer.texts("internalMeetingID") + " " + answer.texts("createTime")
                    + answer.texts("moderatorPW") + answer.texts("attendeePW") + answer.texts("voiceBridge")));
            assertThat(facts).hasSize(1);
            onlyOnItsServer(meetingId);
        }
    }

    @Test
    void distributesABurstOfCreates() throws Exception {
        suite.renew(10);
        List<FrontEnd> replicas = List.of(suite.frontEnd(), suite.frontEnd());
        List<Answer> answers = atOnce(200, i -> create(replicas.get(i % 2), "burst-" + i));
        assertThat(answers).allMatch(Answer::isSuccess);
        for (SimulatedBbbServer server : suite.servers()) {
            assertThat(server.meetings()).hasSizeLessThanOrEqualTo(22);
        }
        assertThat(suite.load(0)).contains(300.0);
    }

    @Test
    void skipsAServerThatRefusesConnections() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(0).inject(new Fault.RefuseConnections());
        suite.registry().poll(suite.id(1), 50);
        suite.registry().poll(suite.id(2), 60);
        assertThat(create(frontEnd, "moved").isSuccess()).isTrue();
        assertThat(suite.host("moved")).isEqualTo(suite.server(1));
        onlyOnItsServer("moved");
        assertThat(suite.load(1)).contains(65.0);
        assertThat(suite.load(0)).as("excluded until a successful poll").isEmpty();
        assertThat(suite.registry()
                        .servers()
                        .find(suite.id(0))
                        .orElseThrow()
                        .health()
                        .unhealthyPolls())
                .isEqualTo(1);
    }

    static List<Fault> refusals() {
        return List.of(new Fault.RefuseConnections(), new Fault.Answer(503, "text/html", "<html/>"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void concurrentCreatesMoveFromARefusingServer(Fault refusal) throws Exception {
        List<FrontEnd> replicas = List.of(suite.frontEnd(), suite.frontEnd());
        suite.server(0).inject(refusal);
        suite.registry().poll(suite.id(1), 50);
        suite.registry().poll(suite.id(2), 60);
        List<Answer> answers = atOnce(20, i -> create(replicas.get(i % 2), "crowd"));
        assertThat(answers).allMatch(Answer::isSuccess);
        onlyOnItsServer("crowd");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void skipsAServerWithAnInternalError(int status) {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(0).inject(new Fault.Answer(status, "text/html", "<html>broken</html>"));
        suite.registry().poll(suite.id(1), 50);
        suite.registry().poll(suite.id(2), 60);
        assertThat(create(frontEnd, "broken").isSuccess()).isTrue();
        assertThat(suite.host("broken")).isEqualTo(suite.server(1));
        assertThat(suite.server(0).requests("create")).hasSize(1);
        assertThat(hasFailed(0)).as("the other server created it").isTrue();
        assertThat(hasFailed(1)).isFalse();
    }

    private void changeSecret(int index) {
        suite.registry()
                .servers()
                .update(suite.id(index), ServerUpdate.nothing().withSecret("not-the-secret-of-the-server"));
    }

    @Test
    void skipsAServerWithAChangedSecret() {
        FrontEnd frontEnd = suite.frontEnd();
        changeSecret(0);
        prefer(0);
        assertThat(create(frontEnd, "signed").isSuccess()).isTrue();
        onlyOnItsServer("signed");
        assertThat(hasFailed(0)).isTrue();
    }

    @Test
    void blamesNoServerForASignatureThatTwoRefuse() {
        FrontEnd frontEnd = suite.frontEnd();
        IntStream.range(0, 3).forEach(this::changeSecret);
        assertThat(create(frontEnd, "unsigned").messageKey()).isEqualTo("checksumError");
        assertThat(createCalls()).isEqualTo(2);
        assertThat(recordedServer("unsigned")).isNull();
        IntStream.range(0, 3).forEach(i -> assertThat(hasFailed(i)).isFalse());
    }

    /** Whether a server gets no new meetings because it failed to create one, although its poll succeeds. */
    private boolean hasFailed(int index) {
        RedisNamespace keys = suite.registry().redis().keys();
        return suite.registry()
                .redis()
                .commands()
                .hexists(keys.of(RedisKey.CREATE_FAILURES), suite.id(index).value());
    }

    /** The pause of a server that failed to create meetings ends at this time. */
    private void pauseUntil(int index, java.time.Instant end) {
        RedisNamespace keys = suite.registry().redis().keys();
        String failure = "1:" + end.toEpochMilli();
        suite.registry()
                .redis()
                .commands()
                .hset(keys.of(RedisKey.CREATE_FAILURES), suite.id(index).value(), failure);
    }

    private void forgetRecentUse(String meetingId) {
        RedisNamespace keys = suite.registry().redis().keys();
        suite.registry().redis().commands().del(keys.of(RedisKey.RECENT_USE, "meeting:" + meetingId));
    }

    private int createCalls() {
        return suite.servers().stream()
                .mapToInt(server -> server.requests("create").size())
                .sum();
    }

    private void prefer(int first) {
        IntStream.range(0, suite.servers().size())
                .forEach(i -> suite.registry().poll(suite.id(i), i == first ? 0 : 50 + i));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 413})
    void forwardsAnErrorThatTwoServersShare(int status) {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> server.inject(new Fault.Answer(status, "text/html", "<html/>"), "create"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(create(frontEnd, "malformed").messageKey()).isIn("internalError", "noReturnCode");
            assertThat(createCalls()).isEqualTo(2 * attempt);
        }
        assertThat(recordedServer("malformed")).isNull();
        IntStream.range(0, 3).forEach(i -> {
            assertThat(suite.load(i)).contains(0.0);
            assertThat(hasFailed(i)).isFalse();
        });
    }

    @Test
    void manyConsecutiveFailuresBlameTheServer() {
        FrontEnd frontEnd = suite.frontEnd();
        for (int i : List.of(0, 1)) {
            suite.server(i).inject(new Fault.Answer(500, "text/html", "<html/>"), "create");
        }
        suite.registry().poll(suite.id(2), 1000);
        IntStream.range(0, 3).forEach(i -> create(frontEnd, "broken-" + i));
        assertThat(hasFailed(0)).isTrue();
        assertThat(hasFailed(1)).isTrue();
        assertThat(create(frontEnd, "room").isSuccess()).isTrue();
        assertThat(suite.host("room")).isEqualTo(suite.server(2));
    }

    @Test
    void asksOnceAboutAnErrorOfARunningMeeting() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "class");
        suite.servers().forEach(SimulatedBbbServer::dropRequestLog);
        suite.host("class").inject(new Fault.Answer(500, "text/html", "<html/>"), "create");
        assertThat(create(frontEnd, "class").messageKey()).isEqualTo("internalError");
        assertThat(createCalls()).isEqualTo(1);
    }

    @Test
    void pausesAServerWhoseCreatesHang() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "5").frontEnd();
        suite.server(0).inject(new Fault.Hang(), "create");
        prefer(0);
        assertThat(create(frontEnd, "hung").messageKey()).isEqualTo("internalError");
        prefer(0);
        assertThat(suite.registry().servers().find(suite.id(0)).orElseThrow().load())
                .as("status after a successful poll")
                .isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(create(frontEnd, "room-" + i).isSuccess()).isTrue();
        }
        assertThat(create(frontEnd, "hung").isSuccess())
                .as("its server does not have it")
                .isTrue();
        onlyOnItsServer("hung");
        assertThat(suite.server(0).requests("create")).hasSize(1);
        assertThat(new ServerEvents(suite.registry().redis()).newest(suite.id(0), 10))
                .extracting(ServerEvent::kind)
                .contains("creates_failing");
    }

    @Test
    void sendsOneProbeAfterThePause() {
        FrontEnd frontEnd = suite.frontEnd();
        pauseUntil(0, java.time.Instant.EPOCH);
        prefer(0);
        assertThat(create(frontEnd, "probe").isSuccess()).isTrue();
        assertThat(suite.host("probe")).isEqualTo(suite.server(0));
        assertThat(hasFailed(0)).as("recovered").isFalse();
    }

    @Test
    void movesAHangingProbeInTime() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "10").frontEnd();
        pauseUntil(0, java.time.Instant.EPOCH);
        suite.server(0).inject(new Fault.Hang(), "create");
        prefer(0);
        assertThat(create(frontEnd, "probe").isSuccess()).isTrue();
        onlyOnItsServer("probe");
        assertThat(suite.server(0).requests("create")).hasSize(1);
        assertThat(create(frontEnd, "next").isSuccess()).isTrue();
        assertThat(suite.server(0).requests("create")).hasSize(1);
    }

    @Test
    void triesPausedServersIfThereIsNoOther() {
        FrontEnd frontEnd = suite.frontEnd();
        java.time.Instant later = java.time.Instant.now().plusSeconds(600);
        IntStream.range(0, 3).forEach(i -> pauseUntil(i, later));
        assertThat(create(frontEnd, "chance").isSuccess()).isTrue();
    }

    @Test
    void keepsARunningMeetingWhereCreatesFail() {
        FrontEnd frontEnd = suite.frontEnd();
        Answer made = create(frontEnd, "class");
        SimulatedBbbServer host = suite.host("class");
        host.connectUsers("class", 1, 20);
        host.inject(new Fault.Hang(), "create");
        pauseUntil(suite.servers().indexOf(host), java.time.Instant.now().plusSeconds(600));
        assertThat(create(frontEnd, "class").body()).isEqualTo(made.body());
        onlyOnItsServer("class");
    }

    @Test
    void movesAnEmptyMeetingWhereCreatesHang() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "10").frontEnd();
        create(frontEnd, "room");
        forgetRecentUse("room");
        SimulatedBbbServer host = suite.host("room");
        host.inject(new Fault.Hang(), "create");
        pauseUntil(suite.servers().indexOf(host), java.time.Instant.now().plusSeconds(600));
        assertThat(create(frontEnd, "room").isSuccess()).isTrue();
        assertThat(recordedServer("room")).isNotEqualTo(suite.idOf(host).value());
        assertThat(suite.registry()
                        .meetings()
                        .staleCopies(suite.idOf(host), List.of(new MeetingKey(java.util.Optional.empty(), "room"))))
                .as("recognized as a stale copy")
                .hasSize(1);
    }

    @Test
    void doesNotWaitForAnUncreatedMeeting() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "5").frontEnd();
        suite.server(0).inject(new Fault.Hang());
        prefer(0);
        assertThat(create(frontEnd, "hung").messageKey()).isEqualTo("internalError");
        suite.registry().offline(suite.id(0));
        suite.server(0).dropRequestLog();
        assertThat(create(frontEnd, "hung").isSuccess()).isTrue();
        assertThat(suite.server(0).requests()).isEmpty();
        onlyOnItsServer("hung");
    }

    @Test
    void movesAnUncreatedMeetingFromASuspectServer() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "5").frontEnd();
        suite.server(0).inject(new Fault.Hang());
        prefer(0);
        assertThat(create(frontEnd, "hung").messageKey()).isEqualTo("internalError");
        assertThat(create(frontEnd, "hung").isSuccess()).isTrue();
        onlyOnItsServer("hung");
    }

    @Test
    void usesAShortTimeoutForAnOfflineServer() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "20").frontEnd();
        create(frontEnd, "class");
        SimulatedBbbServer host = suite.host("class");
        suite.registry()
                .redis()
                .commands()
                .del(suite.registry().redis().keys().of(RedisKey.CREATE_ANSWER, "meeting:class"));
        host.inject(new Fault.Hang());
        suite.registry().offline(suite.idOf(host));
        org.junit.jupiter.api.Assertions.assertTimeout(
                java.time.Duration.ofSeconds(20),
                () -> assertThat(create(frontEnd, "class").messageKey()).isEqualTo("internalError"));
    }

    @Test
    void keepsANewMeetingOnACordonedServer() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "young");
        suite.registry().servers().changeState(suite.idOf(suite.host("young")), Server.State.CORDONED);
        assertThat(create(frontEnd, "young").messageKey()).isEqualTo("duplicateWarning");
        onlyOnItsServer("young");
    }

    @Test
    void keepsAJustJoinedMeetingOnACordonedServer() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "joined");
        forgetRecentUse("joined");
        assertThat(frontEnd.get("join", "meetingID", "joined", "fullName", "Ada", "role", "VIEWER")
                        .status())
                .isEqualTo(302);
        suite.registry().servers().changeState(suite.idOf(suite.host("joined")), Server.State.CORDONED);
        assertThat(create(frontEnd, "joined").messageKey()).isEqualTo("duplicateWarning");
        onlyOnItsServer("joined");
    }

    @Test
    void movesAnEndedNewMeetingFromACordonedServer() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "ended");
        SimulatedBbbServer first = suite.host("ended");
        first.endMeeting("ended");
        suite.registry().servers().changeState(suite.idOf(first), Server.State.CORDONED);
        assertThat(create(frontEnd, "ended").isSuccess()).isTrue();
        assertThat(recordedServer("ended")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void createsOneMeetingAfterALostAnswer() {
        FrontEnd frontEnd = suite.frontEnd();
        for (Map<String, String> passwords : List.of(
                Map.<String, String>of(),
                Map.of("moderatorPW", "mp"),
                Map.of("attendeePW", "ap"),
                Map.of("moderatorPW", "mp", "attendeePW", "ap"))) {
            String id = "lost-" + String.join("-", passwords.values());
            suite.servers().forEach(SimulatedBbbServer::recover);
            suite.servers().forEach(server -> server.injectOnce(new Fault.LoseAnswer(), "create"));
            Map<String, String> parameters = new java.util.LinkedHashMap<>(passwords);
            parameters.putAll(Map.of("meetingID", id, "name", "Lost"));
            Answer answer = frontEnd.get("create", parameters);
            assertThat(answer.isSuccess()).as(answer.body()).isTrue();
            onlyOnItsServer(id);
        }
    }

    @Test
    void sendsSlidesAgainAfterALostAnswer() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> server.injectOnce(new Fault.ResetConnections(), "create"));
        byte[] slides = ("<modules><module name=\"presentation\"><document name=\"a.pdf\">" + "QUJD".repeat(1 << 20)
                        + "</document></module></modules>")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Answer answer = frontEnd.post("create", Map.of("meetingID", "again", "name", "Again"), "text/xml", slides);
        assertThat(suite.host("again").requests("create")).hasSize(2);
        assertThat(suite.host("again").requests("create").getLast().body()).isEqualTo(slides);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
    }

    @Test
    void keepsAMeetingOnAHangingServer() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "5").frontEnd();
        suite.servers().forEach(server -> server.inject(new Fault.Hang(), "create"));
        assertThat(create(frontEnd, "hung").messageKey()).isEqualTo("internalError");
        assertThat(recordedServer("hung")).isNotNull();
        suite.servers().forEach(SimulatedBbbServer::recover);
        assertThat(create(frontEnd, "hung").isSuccess()).isTrue();
        onlyOnItsServer("hung");
    }

    @Test
    void rollsBackWhenAllServersFail() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> server.inject(new Fault.RefuseConnections()));
        assertThat(create(frontEnd, "nowhere").messageKey()).isEqualTo("internalError");
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        assertThat(redis.exists(keys.of(RedisKey.MEETING, "nowhere"))).isZero();
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).isEmpty();
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).isEmpty();
        IntStream.range(0, 3)
                .forEach(i -> assertThat(redis.hgetall(
                                keys.of(RedisKey.RESERVATIONS, suite.id(i).value())))
                        .isEmpty());
    }

    @Test
    void removesTheRecordOfARejectedCreate() {
        FrontEnd frontEnd = suite.frontEnd();
        assertThat(frontEnd.get("create", "meetingID", "nameless").messageKey()).isEqualTo("nullError");
        assertThat(recordedServer("nameless")).isNull();
        IntStream.range(0, 3).forEach(i -> assertThat(suite.load(i)).contains(0.0));
    }

    @Test
    void keepsARunningMeetingAfterARejectedCreate() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "running");
        assertThat(frontEnd.get(
                                "create",
                                "meetingID",
                                "running",
                                "name",
                                "Room",
                                "moderatorPW",
                                "aa",
                                "attendeePW",
                                "bb")
                        .messageKey())
                .isEqualTo("idNotUnique");
        onlyOnItsServer("running");
    }

    @Test
    void createsAgainAfterAServerIsDisabled() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "captive");
        SimulatedBbbServer first = suite.host("captive");
        suite.registry().servers().changeState(suite.idOf(first), Server.State.DISABLED);
        assertThat(create(frontEnd, "captive").isSuccess()).isTrue();
        assertThat(recordedServer("captive")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void createsAgainAfterAServerIsRemoved() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "orphan");
        SimulatedBbbServer first = suite.host("orphan");
        ServerRegistry servers = suite.registry().servers();
        assertThat(servers.remove(suite.idOf(first), false)).isEqualTo(new ServerRegistry.Removal.HasMeetings(1));
        assertThat(servers.remove(suite.idOf(first), true)).isEqualTo(new ServerRegistry.Removal.Removed(1));
        assertThat(create(frontEnd, "orphan").isSuccess()).isTrue();
        assertThat(recordedServer("orphan")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void answersCreateAndJoinWhileTheServerIsOffline() {
        FrontEnd frontEnd = suite.frontEnd();
        Answer made = create(frontEnd, "waiting");
        assertThat(create(frontEnd, "waiting").messageKey()).isEqualTo("duplicateWarning");
        SimulatedBbbServer host = suite.host("waiting");
        host.inject(new Fault.RefuseConnections());
        suite.registry().offline(suite.idOf(host));
        assertThat(create(frontEnd, "waiting").body()).isEqualTo(made.body());
        assertThat(frontEnd.get("join", "meetingID", "waiting", "fullName", "Ada", "role", "VIEWER")
                        .location()
                        .getPort())
                .as("the browser may reach the server")
                .isEqualTo(host.port());
        onlyOnItsServer("waiting");
    }

    @Test
    void createsAReleasedMeetingOnAnotherServer() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "dead");
        SimulatedBbbServer first = suite.host("dead");
        first.crash();
        suite.registry().offline(suite.idOf(first));
        suite.registry().release(suite.idOf(first));
        assertThat(create(frontEnd, "dead").isSuccess()).isTrue();
        onlyOnItsServer("dead");
    }

    @Test
    void doesNotDuplicateAMeetingWithoutStoredAnswer() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "class");
        SimulatedBbbServer host = suite.host("class");
        suite.registry()
                .redis()
                .commands()
                .del(suite.registry().redis().keys().of(RedisKey.CREATE_ANSWER, "meeting:class"));
        host.inject(new Fault.RefuseConnections());
        suite.registry().offline(suite.idOf(host));
        assertThat(create(frontEnd, "class").messageKey()).isEqualTo("internalError");
        assertThat(recordedServer("class")).isEqualTo(suite.idOf(host).value());
        host.recover();
        assertThat(create(frontEnd, "class").isSuccess()).isTrue();
        onlyOnItsServer("class");
    }

    @Test
    void keepsAMeetingAfterALostAnswerAndAnError() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> {
            server.inject(new Fault.Answer(502, "text/html", "<html/>"), "create");
            server.injectOnce(new Fault.LoseAnswer(), "create");
        });
        assertThat(create(frontEnd, "doubt").messageKey()).isEqualTo("internalError");
        suite.servers().forEach(SimulatedBbbServer::recover);
        assertThat(create(frontEnd, "doubt").isSuccess()).isTrue();
        onlyOnItsServer("doubt");
    }

    @Test
    void keepsARunningMeetingAfterARefusedConnection() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "class");
        SimulatedBbbServer host = suite.host("class");
        host.connectUsers("class", 1, 20);
        host.inject(new Fault.RefuseConnections());
        assertThat(create(frontEnd, "class").messageKey()).isEqualTo("internalError");
        host.recover();
        assertThat(create(frontEnd, "class").isSuccess()).isTrue();
        onlyOnItsServer("class");
    }

    @Test
    void cordonedServerKeepsRunningMeetingsOnly() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "room");
        SimulatedBbbServer first = suite.host("room");
        first.connectUsers("room", 1, 0);
        suite.registry().servers().changeState(suite.idOf(first), Server.State.CORDONED);
        assertThat(create(frontEnd, "room").text("hasUserJoined")).contains("true");
        onlyOnItsServer("room");

        first.disconnectUsers("room");
        forgetRecentUse("room");
        assertThat(create(frontEnd, "room").isSuccess()).isTrue();
        assertThat(recordedServer("room")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void keepsTheMeetingAfterAWrongEndPassword() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "kept");
        suite.host("kept")
                .inject(
                        new Fault.Answer(
                                200,
                                "text/xml",
                                "<response><returncode>FAILED</returncode><messageKey>invalidPassword</messageKey>"
                                        + "<message>no</message></response>"),
                        "end");
        assertThat(frontEnd.get("end", "meetingID", "kept", "password", "wrong").messageKey())
                .isEqualTo("invalidPassword");
        suite.host("kept").recover();
        onlyOnItsServer("kept");
        suite.host("kept").endMeeting("kept");
        assertThat(frontEnd.get("end", "meetingID", "kept").messageKey()).isEqualTo("notFound");
        assertThat(recordedServer("kept")).isNull();
    }

    @Test
    void selectsTheServerByTag() {
        RedisNamespace keys = suite.registry().redis().keys();
        suite.registry()
                .redis()
                .commands()
                .hset(keys.of(RedisKey.SERVER, suite.id(2).value()), "tag", "gpu");
        FrontEnd frontEnd = suite.frontEnd();
        for (int i = 0; i < 6; i++) {
            frontEnd.get("create", "meetingID", "plain-" + i, "name", "Plain");
            frontEnd.get("create", "meetingID", "gpu-" + i, "name", "Gpu", "meta_server-tag", "gpu!");
        }
        assertThat(suite.server(2).meetings())
                .hasSize(6)
                .allMatch(m -> m.meetingId().startsWith("gpu-"));
        assertThat(suite.server(2).meetings())
                .allMatch(m -> "gpu".equals(m.metadata().get("server-tag")));
        assertThat(suite.server(0).meetings())
                .hasSize(3)
                .noneMatch(m -> m.metadata().containsKey("server-tag"));

        frontEnd.get("create", "meetingID", "fallback", "name", "Fallback", "meta_server-tag", "tpu;fpga");
        assertThat(suite.host("fallback")).isNotEqualTo(suite.server(2));
        frontEnd.get("create", "meetingID", "either", "name", "Either", "meta_server-tag", "none;gpu!");
        assertThat(suite.host("either")).isNotEqualTo(suite.server(2));
    }

    @Test
    void reservesTheExpectedUsers() {
        suite.renew(1);
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "plain");
        assertThat(suite.load(0)).contains(15.0);
        frontEnd.get("create", "meetingID", "hint", "name", "Hint", "meta_bbb-meeting-size-hint", "120");
        assertThat(suite.load(0)).contains(135.0);
        frontEnd.get("create", "meetingID", "small", "name", "Small", "maxParticipants", "4");
        assertThat(suite.load(0)).contains(139.0);
        for (int i = 0; i < 6; i++) {
            frontEnd.get("join", "meetingID", "small", "fullName", "Ada", "role", "VIEWER");
        }
        assertThat(suite.load(0)).as("four of six were expected").contains(141.0);
    }

    @Test
    void assignsUniqueSecretVoiceBridges() {
        FrontEnd frontEnd = suite.with("SECRET_KEY_BASE", "key-one").frontEnd();
        String bridge = frontEnd.get("create", "meetingID", "voice", "name", "Voice", "voiceBridge", "77777")
                .text("voiceBridge")
                .orElseThrow();
        assertThat(bridge).matches("[1-9][0-9]{8}");
        frontEnd.get("end", "meetingID", "voice");
        FrontEnd other = suite.with("SECRET_KEY_BASE", "key-two").frontEnd();
        assertThat(create(other, "voice").text("voiceBridge")).isPresent().isNotEqualTo(java.util.Optional.of(bridge));
        FrontEnd external = suite.with("USE_EXTERNAL_VOICE_BRIDGE", "true").frontEnd();
        assertThat(external.get("create", "meetingID", "mine", "name", "Mine", "voiceBridge", "77777")
                        .text("voiceBridge"))
                .contains("77777");
    }

    @Test
    void keepsAMeetingOfScalelite() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(1).createMeeting("from-scalelite", Map.of("name", "Old"));
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.hset(
                keys.of(RedisKey.MEETING, "from-scalelite"),
                Map.of("server_id", suite.id(1).value(), "moderator_pw", "mp"));
        redis.sadd(keys.of(RedisKey.MEETINGS), "from-scalelite");
        assertThat(create(frontEnd, "from-scalelite").messageKey()).isEqualTo("duplicateWarning");
        assertThat(suite.registry()
                        .meetings()
                        .find(new MeetingKey(java.util.Optional.empty(), "from-scalelite"))
                        .orElseThrow()
                        .server())
                .isEqualTo(suite.id(1));
    }
}
