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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.simulator.Fault;
import org.scalelite.simulator.SimulatedBbbServer;

/** Placement under load and under faults (specification, sections 5.8, 16.5 and 16.9). */
class CreateFaultsTest {
    private TestSuite suite = new TestSuite(3);

    @AfterEach
    void stop() {
        suite.close();
    }

    private void restartWith(int servers) {
        suite.close();
        suite = new TestSuite(servers);
    }

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
        RedisKeys keys = suite.registry().redis().keys();
        return suite.registry().redis().commands().hget(keys.meeting(meetingId), "server_id");
    }

    private void onlyOnItsServer(String meetingId) {
        assertThat(recordedServer(meetingId))
                .isEqualTo(suite.idOf(suite.host(meetingId)).value());
    }

    @Test
    void twentyCreatesOfOneMeetingOverTwoReplicasAreOneMeetingAndEqualAnswers() throws Exception {
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
    void aBurstOfCreatesSpreads() throws Exception {
        restartWith(10);
        List<FrontEnd> replicas = List.of(suite.frontEnd(), suite.frontEnd());
        List<Answer> answers = atOnce(200, i -> create(replicas.get(i % 2), "burst-" + i));
        assertThat(answers).allMatch(Answer::isSuccess);
        for (SimulatedBbbServer server : suite.servers()) {
            assertThat(server.meetings()).hasSizeLessThanOrEqualTo(22);
        }
        assertThat(suite.load(0)).contains(300.0);
    }

    @Test
    void aServerThatRefusesIsPassedOverAtFirstTry() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(0).inject(new Fault.RefuseConnections());
        suite.registry().poll(suite.id(1), 50);
        suite.registry().poll(suite.id(2), 60);
        assertThat(create(frontEnd, "moved").isSuccess()).isTrue();
        assertThat(suite.host("moved")).isEqualTo(suite.server(1));
        onlyOnItsServer("moved");
        assertThat(suite.load(1)).contains(65.0);
        assertThat(suite.load(0)).as("set aside until a poll finds it well").isEmpty();
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
    void twentyCreatesOfOneMeetingWhoseServerRefusesAllSucceedElsewhere(Fault refusal) throws Exception {
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
    void aServerWithAnInternalErrorIsPassedOver(int status) {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(0).inject(new Fault.Answer(status, "text/html", "<html>broken</html>"));
        suite.registry().poll(suite.id(1), 50);
        suite.registry().poll(suite.id(2), 60);
        assertThat(create(frontEnd, "broken").isSuccess()).isTrue();
        assertThat(suite.host("broken")).isEqualTo(suite.server(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "moderatorPW", "attendeePW", "both"})
    void aMeetingWhoseCreateAnswerIsLostExistsOnce(String passwords) {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> server.injectOnce(new Fault.LoseAnswer(), "create"));
        Map<String, String> parameters = new java.util.LinkedHashMap<>(Map.of("meetingID", "lost", "name", "Lost"));
        if (passwords.equals("moderatorPW") || passwords.equals("both")) {
            parameters.put("moderatorPW", "mp");
        }
        if (passwords.equals("attendeePW") || passwords.equals("both")) {
            parameters.put("attendeePW", "ap");
        }
        Answer answer = frontEnd.get("create", parameters);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        onlyOnItsServer("lost");
    }

    @Test
    void slidesAreSentAgainWhenTheAnswerIsLost() {
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
    void aServerThatHangsKeepsTheRoomSoThatItIsNeverOpenedTwice() {
        FrontEnd frontEnd = suite.with("RESPONSE_TIMEOUT", "0.5").frontEnd();
        suite.servers().forEach(server -> server.inject(new Fault.Hang(), "create"));
        assertThat(create(frontEnd, "hung").messageKey()).isEqualTo("internalError");
        String server = recordedServer("hung");
        assertThat(server).isNotNull();
        suite.servers().forEach(SimulatedBbbServer::recover);
        assertThat(create(frontEnd, "hung").isSuccess()).isTrue();
        onlyOnItsServer("hung");
        assertThat(recordedServer("hung")).isEqualTo(server);
    }

    @Test
    void whenNothingWorksEverythingIsGivenBack() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.servers().forEach(server -> server.inject(new Fault.RefuseConnections()));
        assertThat(create(frontEnd, "nowhere").messageKey()).isEqualTo("internalError");
        RedisKeys keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        assertThat(redis.exists(keys.meeting("nowhere"))).isZero();
        assertThat(redis.smembers(keys.meetings())).isEmpty();
        assertThat(redis.hgetall(keys.voiceBridges())).isEmpty();
        IntStream.range(0, 3)
                .forEach(i -> assertThat(
                                redis.hgetall(keys.reservations(suite.id(i).value())))
                        .isEmpty());
    }

    @Test
    void aCreateThatTheServerRefusesLeavesNothingBehind() {
        FrontEnd frontEnd = suite.frontEnd();
        assertThat(frontEnd.get("create", "meetingID", "nameless").messageKey()).isEqualTo("nullError");
        assertThat(recordedServer("nameless")).isNull();
        IntStream.range(0, 3).forEach(i -> assertThat(suite.load(i)).contains(0.0));
    }

    @Test
    void aCreateThatTheServerRefusesDoesNotForgetARunningMeeting() {
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
    void aRoomOnADisabledServerIsOpenedAfresh() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "captive");
        SimulatedBbbServer first = suite.host("captive");
        suite.registry().servers().changeState(suite.idOf(first), Server.State.DISABLED);
        assertThat(create(frontEnd, "captive").isSuccess()).isTrue();
        assertThat(recordedServer("captive")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void aRoomOnARemovedServerIsOpenedAfresh() {
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
    void whileAServerIsAwayItsMeetingsAreCreatedAsBeforeAndJoinedThere() {
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
                .as("the browser may reach what the poller does not")
                .isEqualTo(host.port());
        onlyOnItsServer("waiting");
    }

    @Test
    void aMeetingThatWasReleasedIsOpenedElsewhereAtTheFirstTry() {
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
    void aMeetingWhoseAnswerIsForgottenIsNotCreatedTwiceWhileItsServerIsAway() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "class");
        SimulatedBbbServer host = suite.host("class");
        suite.registry().redis().commands().del(suite.registry().redis().keys().createAnswer("meeting:class"));
        host.inject(new Fault.RefuseConnections());
        suite.registry().offline(suite.idOf(host));
        assertThat(create(frontEnd, "class").messageKey()).isEqualTo("internalError");
        assertThat(recordedServer("class")).isEqualTo(suite.idOf(host).value());
        host.recover();
        assertThat(create(frontEnd, "class").isSuccess()).isTrue();
        onlyOnItsServer("class");
    }

    @Test
    void anAnswerThatIsLostBeforeAnInternalErrorKeepsTheRoomWhereItMayBe() {
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
    void aRunningClassIsNotSplitByOneRefusedConnection() {
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
    void aCordonedServerKeepsRunningMeetingsAndLosesOthers() {
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "room");
        SimulatedBbbServer first = suite.host("room");
        first.connectUsers("room", 1, 0);
        suite.registry().servers().changeState(suite.idOf(first), Server.State.CORDONED);
        assertThat(create(frontEnd, "room").text("hasUserJoined")).contains("true");
        onlyOnItsServer("room");

        first.disconnectUsers("room");
        assertThat(create(frontEnd, "room").isSuccess()).isTrue();
        assertThat(recordedServer("room")).isNotEqualTo(suite.idOf(first).value());
    }

    @Test
    void aWrongPasswordDoesNotOrphanARunningMeeting() {
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
    void tagsChooseTheServer() {
        RedisKeys keys = suite.registry().redis().keys();
        suite.registry().redis().commands().hset(keys.server(suite.id(2).value()), "tag", "gpu");
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
    void theExpectedSizeIsReserved() {
        restartWith(1);
        FrontEnd frontEnd = suite.frontEnd();
        create(frontEnd, "plain");
        assertThat(suite.load(0)).contains(15.0);
        frontEnd.get("create", "meetingID", "hint", "name", "Hint", "meta_bbb-meeting-size-hint", "120");
        assertThat(suite.load(0)).contains(135.0);
        frontEnd.get("create", "meetingID", "small", "name", "Small", "maxParticipants", "4");
        assertThat(suite.load(0)).contains(139.0);
        frontEnd.get("join", "meetingID", "plain", "fullName", "Ada", "role", "VIEWER");
        assertThat(suite.load(0)).contains(140.0);
    }

    @Test
    void voiceBridgesAreOursUniqueAndNotComputableFromTheMeetingAlone() {
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

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "121", "many"})
    void theDurationIsCapped(String duration) {
        FrontEnd frontEnd = suite.with("MAX_MEETING_DURATION", "120").frontEnd();
        frontEnd.get(
                "create",
                duration.isEmpty()
                        ? Map.of("meetingID", "capped", "name", "Capped")
                        : Map.of("meetingID", "capped", "name", "Capped", "duration", duration));
        assertThat(suite.host("capped").meeting("capped").orElseThrow().createParameters())
                .containsEntry("duration", "120");
    }

    @Test
    void aMeetingThatScaleliteKnowsIsFoundAndKept() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.server(1).createMeeting("from-scalelite", Map.of("name", "Old"));
        RedisKeys keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.hset(
                keys.meeting("from-scalelite"), Map.of("server_id", suite.id(1).value(), "moderator_pw", "mp"));
        redis.sadd(keys.meetings(), "from-scalelite");
        assertThat(create(frontEnd, "from-scalelite").messageKey()).isEqualTo("duplicateWarning");
        assertThat(suite.registry()
                        .meetings()
                        .find(new MeetingKey(java.util.Optional.empty(), "from-scalelite"))
                        .orElseThrow()
                        .server())
                .isEqualTo(suite.id(1));
    }
}
