package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** Concurrent changes of a meeting during its create, and an emptied Redis. */
class CreateRacesTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final MeetingKey MEETING = new MeetingKey(Optional.empty(), "room");

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(2).with("RESPONSE_TIMEOUT", "60");

    private final MeetingDirectory meetings = suite.registry().meetings();
    private final FrontEnd frontEnd = suite.frontEnd();

    private Answer create() {
        return frontEnd.get("create", "meetingID", "room", "name", "Room", "moderatorPW", "mp", "attendeePW", "ap");
    }

    private Answer join() {
        return frontEnd.get("join", "meetingID", "room", "fullName", "Ada", "password", "mp");
    }

    private Optional<String> home() {
        return meetings.find(MEETING).map(MeetingLocation::server).map(Object::toString);
    }

    /** Creates the meeting on a server whose answer waits for the concurrent change. */
    private Answer createWhile(SimulatedBbbServer server, Runnable meanwhile) throws Exception {
        server.dropRequestLog();
        server.inject(new Fault.HoldAnswer(), "create");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> answer = threads.submit(this::create);
            await().atMost(SOON).until(() -> !server.requests("create").isEmpty());
            meanwhile.run();
            server.recover();
            return answer.get();
        } finally {
            server.recover();
        }
    }

    @Test
    void restoresARecordRemovedDuringACreate() throws Exception {
        assertThat(create().isSuccess()).isTrue();
        SimulatedBbbServer host = suite.host("room");
        host.endMeeting("room");
        String voiceBridge = meetings.find(MEETING).orElseThrow().voiceBridge();
        Answer answer = createWhile(
                host,
                () -> assertThat(meetings.forget(MEETING, ForgetCondition.ended(suite.idOf(host), meetings.now())))
                        .isTrue());
        assertThat(answer.isSuccess()).isTrue();
        assertThat(home()).contains(suite.idOf(host).value());
        assertThat(meetings.find(MEETING).orElseThrow().voiceBridge()).isEqualTo(voiceBridge);
        assertThat(join().status()).isEqualTo(302);
    }

    @Test
    void followsAMeetingMovedDuringACreate() throws Exception {
        suite.registry().poll(suite.id(1), 50);
        Answer answer = createWhile(suite.server(0), () -> {
            meetings.forget(MEETING, ForgetCondition.on(suite.id(0)));
            suite.registry().poll(suite.id(0), 100);
            assertThat(create().isSuccess()).isTrue();
        });
        assertThat(home()).contains(suite.id(1).value());
        assertThat(answer.text("internalMeetingID"))
                .contains(suite.server(1).meeting("room").orElseThrow().internalId());
        assertThat(join().location().getPort()).isEqualTo(suite.server(1).port());
        assertThat(suite.registry().meetings().staleCopies(suite.id(0), List.of(MEETING)))
                .as("recognized as a stale copy")
                .containsExactly(MEETING);
    }

    @Test
    void storesTheAnswerOfADuplicateCreate() {
        SimulatedBbbServer host = suite.server(0);
        host.createMeeting("room", Map.of("name", "Room", "moderatorPW", "mp", "attendeePW", "ap"));
        suite.registry().pollSentAt(suite.id(0), Instant.now().plusSeconds(60), "room");
        Answer before = create();
        assertThat(before.messageKey()).isEqualTo("duplicateWarning");
        host.inject(new Fault.RefuseConnections());
        suite.registry().offline(suite.id(0));
        Answer answer = create();
        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.text("internalMeetingID")).isEqualTo(before.text("internalMeetingID"));
    }

    @Test
    void dropsTheStoredAnswerAfterAnEndByScalelite() {
        assertThat(create().isSuccess()).isTrue();
        int first = suite.servers().indexOf(suite.host("room"));
        suite.server(first).endMeeting("room");
        RedisNamespace keys = suite.registry().redis().keys();
        suite.registry().redis().commands().del(keys.of(RedisKey.MEETING, "room"));
        suite.registry().redis().commands().srem(keys.of(RedisKey.MEETINGS), "room");
        suite.registry().poll(suite.id(first), 0);
        suite.registry().poll(suite.id(1 - first), 50);
        suite.server(first).inject(new Fault.RefuseConnections());
        Answer answer = create();
        assertThat(answer.isSuccess()).isTrue();
        assertThat(home()).contains(suite.id(1 - first).value());
    }

    private void leaveServerUnconfirmed() {
        suite.registry()
                .redis()
                .commands()
                .sadd(
                        suite.registry().redis().keys().of(RedisKey.UNCONFIRMED_SERVERS),
                        suite.id(0).value());
    }

    @Test
    void usesTheCacheWhileAnEmptiedRedisIsFilled() {
        assertThat(create().isSuccess()).isTrue();
        SimulatedBbbServer host = suite.host("room");
        meetings.forget(MEETING, ForgetCondition.on(suite.idOf(host)));
        leaveServerUnconfirmed();
        assertThat(join().location().getPort()).isEqualTo(host.port());
        assertThat(frontEnd.get("isMeetingRunning", "meetingID", "room").isSuccess())
                .isTrue();
        Answer unknown = frontEnd.get("isMeetingRunning", "meetingID", "never-seen");
        assertThat(unknown.messageKey()).isEqualTo("internalError");
        assertThat(unknown.text("message").orElse("")).contains("which meetings run");
        suite.registry().redis().commands().del(suite.registry().redis().keys().of(RedisKey.UNCONFIRMED_SERVERS));
        assertThat(frontEnd.get("isMeetingRunning", "meetingID", "never-seen").text("running"))
                .contains("false");
        assertThat(join().messageKey()).as("not found in the complete registry").isEqualTo("notFound");
    }

    @Test
    void ignoresTheCacheWhereTheMeetingIsAbsent() {
        assertThat(create().isSuccess()).isTrue();
        SimulatedBbbServer host = suite.host("room");
        host.endMeeting("room");
        meetings.forget(MEETING, ForgetCondition.on(suite.idOf(host)));
        leaveServerUnconfirmed();
        assertThat(join().messageKey()).isEqualTo("internalError");
    }
}
