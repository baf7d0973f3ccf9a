package org.scalelite.api.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;

/** Events of BBB servers on their way to front-ends, also hostile ones. */
class HookEventsTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(2)
            .with("DATABASE_URL", database.url())
            .with("BBB_CALLBACK_BASE", ReportingServer.BASE)
            .with("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");
    private final Receiver receiver = Receiver.answering(200);

    @AfterEach
    void stop() {
        suite.close();
        receiver.close();
        database.close();
    }

    /** The server that has a new meeting. */
    private SimulatedBbbServer create(FrontEnd frontEnd, String meetingId) {
        assertThat(frontEnd.get("create", "name", "Room", "meetingID", meetingId)
                        .isSuccess())
                .isTrue();
        return suite.host(meetingId);
    }

    private ReportingServer events(FrontEnd frontEnd, SimulatedBbbServer server) {
        return ReportingServer.of(frontEnd, suite.idOf(server), server);
    }

    private String hook(FrontEnd frontEnd, String path, String... filters) {
        List<String> parameters = new ArrayList<>(List.of("callbackURL", receiver.url(path)));
        parameters.addAll(List.of(filters));
        return frontEnd.get("hooks/create", parameters.toArray(String[]::new))
                .text("hookID")
                .orElseThrow();
    }

    private static String event(Receiver.Call call) {
        String json = new QueryText(call.body()).parameters().getOrDefault("event", "");
        return json.substring(1, json.length() - 1);
    }

    /** The events that came to a path. */
    private List<String> received(String path) {
        return receiver.calls().stream()
                .filter(call -> call.path().startsWith(path))
                .map(HookEventsTest::event)
                .toList();
    }

    private void awaitEvents(String path, String... events) {
        await().atMost(SOON).untilAsserted(() -> assertThat(received(path)).containsExactly(events));
    }

    private static String number(String event) {
        return event.replaceAll(".*\"ts\":(\\d+).*", "$1");
    }

    @Test
    void eventIsSignedAsBbbWebhooksDoes() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/hook?x=1");
        String event = ReportingServer.event(server, "room-1", "user-joined", 7);

        assertThat(events(frontEnd, server).send(event).status()).isEqualTo(200);

        awaitEvents("/hook?x=1&checksum=", event);
        Receiver.Call call = receiver.calls().getFirst();
        assertThat(call.header("Content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(call.body())
                .startsWith("domain=127.0.0.1&event=%5B%7B%22data")
                .contains("%7D%5D&timestamp=");
        assertThat(call.path())
                .endsWith("checksum="
                        + ChecksumAlgorithm.SHA1.hex(receiver.url("/hook?x=1"), call.body(), TestSuite.SECRET));
    }

    @Test
    void filtersChooseEvents() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/all");
        hook(frontEnd, "/left", "eventID", "meeting-ended,User-Left");
        hook(frontEnd, "/other", "meetingID", "room-2");
        hook(frontEnd, "/mine", "meetingID", "room-1", "eventID", "user-joined");
        hook(frontEnd, "/raw", "getRaw", "true");
        String joined = ReportingServer.event(server, "room-1", "user-joined", 1);
        String left = ReportingServer.event(server, "room-1", "user-left", 2);
        String internalId = server.meeting("room-1").orElseThrow().internalId();
        String raw = "{\"envelope\":{\"name\":\"X\",\"routing\":{\"meetingId\":\"" + internalId + "\"}},\"core\":{}}";

        events(frontEnd, server).send(joined);
        events(frontEnd, server).sendRaw(raw);
        events(frontEnd, server).send(left);

        awaitEvents("/all", joined, left);
        awaitEvents("/left", left);
        awaitEvents("/mine", joined);
        awaitEvents("/raw", raw);
        assertThat(received("/other")).isEmpty();
    }

    @Test
    void forgedReportsAreRefused() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/hook");
        ReportingServer sender = events(frontEnd, server);
        String event = ReportingServer.event(server, "room-1", "user-joined", 1);
        String body = ReportingServer.body(event, System.currentTimeMillis());
        ServerId other = suite.id(0).equals(suite.idOf(server)) ? suite.id(1) : suite.id(0);

        assertThat(sender.sendAs(other, event).status()).isEqualTo(403);
        assertThat(sender.sendAs(new ServerId("unknown"), event).status()).isEqualTo(403);
        assertThat(sender.post(sender.url(), "checksum=" + "0".repeat(40), body).status())
                .isEqualTo(403);
        assertThat(sender.post(sender.url(), "checksum=", body).status()).isEqualTo(403);
        assertThat(sender.post(sender.url(), "", body).status()).isEqualTo(403);
        assertThat(sender.post(sender.url().replace("/events", "/%20"), "", body)
                        .status())
                .isEqualTo(403);
        assertThat(sender.sendTo(sender.url(), "no form").status()).isEqualTo(400);
        assertThat(sender.sendTo(sender.url(), "event=%5B&timestamp=1").status())
                .isEqualTo(400);
        assertThat(sender.sendTo(sender.url(), "event=%5B%5D&timestamp=x").status())
                .isEqualTo(400);
        assertThat(sender.sendTo(sender.url(), "&".repeat(5_000)).status()).isEqualTo(400);
        assertThat(waiting()).isZero();
    }

    @Test
    void hugeEventIsDroppedAndNotStored() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/hook");
        String event = ReportingServer.event(server, "room-1", "user-joined", 1);
        String padded = event.substring(0, event.length() - 1) + " ".repeat(1 << 20) + "}";

        assertThat(events(frontEnd, server).send(padded).status()).isEqualTo(200);
        assertThat(waiting()).isZero();
    }

    @Test
    void eventsOfOtherServersMeetingsAreDropped() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/hook");
        SimulatedBbbServer hostile = suite.other(server);
        String event = ReportingServer.event(server, "room-1", "meeting-ended", 1);
        String earlier = event.replaceAll("-\\d{13}\"", "-1500000000000\"");

        assertThat(events(frontEnd, hostile).send(event).status()).isEqualTo(200);
        assertThat(events(frontEnd, server).send(earlier).status()).isEqualTo(200);
        assertThat(events(frontEnd, server).send("{\"data\":{\"id\":\"x\"}}").status())
                .isEqualTo(200);
        assertThat(waiting()).isZero();
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void repeatedAndOldEventsAreDeliveredOnce() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        hook(frontEnd, "/hook");
        ReportingServer sender = events(frontEnd, server);
        long now = System.currentTimeMillis();
        String first = ReportingServer.event(server, "room-1", "user-joined", 1);
        String second = ReportingServer.event(server, "room-1", "user-joined", 2);

        for (int i = 0; i < 3; i++) {
            assertThat(sender.send(first, now).status()).isEqualTo(200);
        }
        sender.send(
                ReportingServer.event(server, "room-1", "user-left", 3),
                now - Duration.ofHours(1).toMillis());
        sender.send(second, now);

        awaitEvents("/hook", first, second);
    }

    @Test
    void eventsOfEachMeetingKeepTheirOrder() {
        FrontEnd frontEnd = suite.frontEnd();
        List<String> rooms = List.of("room-1", "room-2", "room-3");
        rooms.forEach(room -> create(frontEnd, room));
        hook(frontEnd, "/hook");
        FrontEnd second = suite.frontEnd();

        for (int i = 0; i < 100; i++) {
            for (String room : rooms) {
                SimulatedBbbServer server = suite.host(room);
                FrontEnd replica = i % 2 == 0 ? frontEnd : second;
                events(replica, server).send(ReportingServer.event(server, room, "user-joined", i));
            }
        }

        List<String> expected =
                IntStream.range(0, 100).mapToObj(String::valueOf).toList();
        await().atMost(SOON).until(() -> receiver.calls().size() >= 300);
        for (String room : rooms) {
            List<String> numbers = received("/hook").stream()
                    .filter(event -> event.contains("\"" + room + "\""))
                    .map(HookEventsTest::number)
                    .toList();
            assertThat(numbers).isEqualTo(expected);
        }
    }

    @Test
    void failingHookIsDisabledAndOthersGetTheirEvents() {
        FrontEnd frontEnd = suite.frontEnd();
        SimulatedBbbServer server = create(frontEnd, "room-1");
        String event = ReportingServer.event(server, "room-1", "user-joined", 1);
        try (Receiver dead = Receiver.answering(500)) {
            String id = frontEnd.get("hooks/create", "callbackURL", dead.url("/dead"))
                    .text("hookID")
                    .orElseThrow();
            hook(frontEnd, "/hook");
            // As if it had failed for minutes.
            suite.registry()
                    .redis()
                    .commands()
                    .hset(suite.registry().redis().keys().of(RedisKey.HOOK_STATE, id), Map.of("attempts", "12"));

            events(frontEnd, server).send(event);

            awaitEvents("/hook", event);
            await().atMost(SOON)
                    .until(
                            () -> frontEnd.get("hooks/list").texts("callbackURL"),
                            List.of(receiver.url("/hook"))::equals);
        }
        assertThat(database.value("select last_error from hooks where disabled_at is not null"))
                .endsWith("answered 500");
        await().atMost(SOON).until(() -> waiting() == 0);
    }

    @Test
    void eventsGoToTheirTenantOnly() {
        ApiService replica = suite.with("URL_HOST", "sl.example.org")
                .with("MULTITENANCY_ENABLED", "true")
                .replica();
        TestTenants tenants = new TestTenants(suite, replica);
        FrontEnd sender = new FrontEnd(replica.uri(), "");
        TenantFrontEnd one = tenants.frontEnd("one", Map.of());
        TenantFrontEnd two = tenants.frontEnd("two", Map.of());
        one.create("room");
        SimulatedBbbServer first = suite.host("room");
        two.create("room");
        SimulatedBbbServer second = suite.hosting("room").stream()
                .filter(server -> server != first)
                .findFirst()
                .orElseThrow();
        one.get("hooks/create", "callbackURL", receiver.url("/one"));
        two.get("hooks/create", "callbackURL", receiver.url("/two"));
        String ofOne = ReportingServer.event(first, "room", "user-joined", 1);
        String ofTwo = ReportingServer.event(second, "room", "user-joined", 2);

        events(sender, first).send(ofOne);
        events(sender, second).send(ofTwo);

        awaitEvents("/one", ofOne);
        awaitEvents("/two", ofTwo);
        Receiver.Call call = receiver.calls().stream()
                .filter(received -> received.path().startsWith("/two"))
                .findFirst()
                .orElseThrow();
        assertThat(URLDecoder.decode(call.body(), StandardCharsets.UTF_8)).startsWith("domain=two.sl.example.org&");
        assertThat(call.path())
                .endsWith(ChecksumAlgorithm.SHA1.hex(receiver.url("/two"), call.body(), "secret-of-two"));
    }

    private long waiting() {
        return suite.registry()
                .redis()
                .commands()
                .zcard(suite.registry().redis().keys().of(RedisKey.HOOKS_DUE));
    }
}
