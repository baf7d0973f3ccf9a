package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingEndedCallbackStore.MeetingEndedCallbackUrl;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestTimeout;

/** Ends of meetings that BBB servers did not report (docs/adr/0029). */
class MeetingEndedCallbackOutboxTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final MeetingKey ROOM = new MeetingKey(Optional.of("t1"), "room");
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);

    private final CallbackSuite suite = new CallbackSuite();
    private final Receiver frontEnd = Receiver.answering(200);
    private final ApplicationContext service = suite.service();
    private final MeetingEndedCallbackStore urls =
            new MeetingEndedCallbackStore(suite.registry().redis());
    private MeetingLocation location = place();

    @BeforeEach
    void keepAddress() {
        urls.keep("id", ended("internal-1", "/ended?c=1"));
    }

    @AfterEach
    void close() {
        frontEnd.close();
        suite.close();
    }

    private MeetingLocation place() {
        suite.registry().online(URI.create("https://a.example.org/bigbluebutton/api"), "s", Optional.empty(), 1);
        PlacementRequest request = new PlacementRequest(
                "pw", 1, TagRequirement.none(), List.of("123456789"), Optional.empty(), Duration.ofDays(1));
        return ((Assignment.Created) suite.registry().meetings().assign(ROOM, request)).location();
    }

    private MeetingEndedCallbackUrl ended(String internalId, String path) {
        return new MeetingEndedCallbackUrl(ROOM, location.server(), internalId, frontEnd.url(path));
    }

    private void endMeeting() {
        assertThat(suite.registry().meetings().forget(ROOM, ForgetCondition.ended(location.server(), Instant.now())))
                .isTrue();
    }

    private CallbackStorage storage(Duration reportDelay) {
        CallbackStorage storage = new CallbackStorage(
                new CallbackInbox(suite.registry().redis()),
                service.getBean(CallbackDataRepository.class),
                urls,
                service.getBean(OutboundCallbackRepository.class),
                reportDelay);
        storage.start();
        return storage;
    }

    private String rows(String state) {
        return suite.database()
                .value("select count(*) from outbound_callbacks where kind = 'meeting_ended' and state = '" + state
                        + "'");
    }

    @Test
    void unreportedEndIsDeliveredOnce() {
        try (CallbackStorage _ = storage(AT_ONCE);
                CallbackStorage _ = storage(AT_ONCE)) {
            suite.delivery(service);
            endMeeting();
            await().atMost(SOON).until(() -> rows("delivered").equals("1"));
            assertThat(frontEnd.calls()).singleElement().satisfies(call -> {
                assertThat(call.path()).isEqualTo("/ended?c=1");
                assertThat(call.body()).isEmpty();
            });
            assertThat(suite.of("internal-1", "tenant_id")).isEqualTo("t1");
            assertThat(urls.find("id")).isEmpty();
        }
    }

    @Test
    void endOrderedTwiceAfterACrashIsOneRow() {
        OutboundCallbackRepository outbox = service.getBean(OutboundCallbackRepository.class);
        outbox.meetingEnded(ended("internal-1", "/ended?c=1"));
        try (CallbackStorage _ = storage(AT_ONCE)) {
            endMeeting();
            await().atMost(SOON).until(() -> urls.find("id").isEmpty());
        }
        assertThat(rows("pending")).isEqualTo("1");
    }

    @Test
    void reportedEndIsNotOrdered() {
        endMeeting();
        assertThat(urls.due(NEVER, 10)).as("its server has time to report it").isEmpty();
        assertThat(urls.due(AT_ONCE, 10)).singleElement().satisfies(due -> {
            assertThat(due.ended().internalId()).isEqualTo("internal-1");
            assertThat(urls.claim(due.id(), Duration.ofSeconds(1))).isTrue();
        });
        assertThat(urls.claim("id", Duration.ofSeconds(1))).isFalse();
        urls.called("id");
        assertThat(urls.due(AT_ONCE, 10)).isEmpty();
    }

    @Test
    void meetingOfTheSameNameEndsTheOneBefore() {
        urls.keep("again", ended("internal-1", "/again"));
        assertThat(urls.find("again")).as("a repeated create").isEmpty();
        urls.keep("next", ended("internal-2", "/next"));
        assertThat(urls.due(AT_ONCE, 10))
                .extracting(MeetingEndedCallbackStore.Due::id)
                .containsExactly("id");
        endMeeting();
        assertThat(urls.due(AT_ONCE, 10))
                .extracting(MeetingEndedCallbackStore.Due::id)
                .containsExactly("id", "next");
    }

    @Test
    void addressOfACopyOnAnotherServerIsDropped() {
        suite.registry().online(URI.create("https://b.example.org/bigbluebutton/api"), "s", Optional.empty(), 1);
        var redis = suite.registry().redis();
        String record = redis.keys().prefix() + "meeting:room";
        String other = suite.registry().servers().all().stream()
                .map(server -> server.id().value())
                .filter(id -> !id.equals(location.server().value()))
                .findFirst()
                .orElseThrow();
        redis.commands().hset(record, "server_id", other);
        urls.keep("stale", ended("internal-9", "/stale"));
        assertThat(urls.find("stale")).as("of a copy that is not the meeting").isEmpty();
        location = suite.registry().meetings().find(ROOM).orElseThrow();
        urls.keep("moved", ended("internal-2", "/moved"));
        assertThat(urls.find("id")).isEmpty();
        endMeeting();
        assertThat(urls.due(AT_ONCE, 10))
                .extracting(MeetingEndedCallbackStore.Due::id)
                .containsExactly("moved");
    }
}
