package org.scalelite.api.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;
import org.scalelite.simulator.SimulatedBbbServer;

/** Analytics reports of BBB servers (specification, sections 9 and 16.18). */
class AnalyticsCallbackTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String ANALYTICS = "https://moodle.example.org/analytics";

    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    private static final TestSuite suite =
            new TestSuite(2).with("DATABASE_URL", database.url()).with("URL_HOST", "127.0.0.1");

    private FrontEnd frontEnd = suite.frontEnd();

    @BeforeEach
    void clear() {
        database.clear();
    }

    private static String report(String meetingId) {
        return "{\"version\":\"1.0\",\"data\":{\"meeting_id\":\"inner\",\"duration\":3.50},\"meeting_id\":\""
                + meetingId + "\"}";
    }

    private static String token(String secret) {
        return token(secret, SignedToken.Hash.HS512, Instant.now().plusSeconds(86_400));
    }

    private static String token(String secret, SignedToken.Hash hash, Instant expires) {
        return SignedToken.sign(Map.of("exp", expires), hash, secret);
    }

    private Answer post(String token, String body) {
        return frontEnd.send(HttpRequest.newBuilder(URI.create(frontEnd.api() + "/analytics_callback"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private SimulatedBbbServer create(String meetingId) {
        assertThat(frontEnd.get(
                                "create",
                                "name",
                                "Room",
                                "meetingID",
                                meetingId,
                                "meta_analytics-callback-url",
                                ANALYTICS)
                        .isSuccess())
                .isTrue();
        await().atMost(SOON)
                .until(
                        () -> database.value(
                                "select count(*) from callback_data where meeting_id = '" + meetingId + "'"),
                        "1"::equals);
        return suite.host(meetingId);
    }

    private String outbox() {
        return database.value(
                "select string_agg(concat_ws(' ', kind, meeting_id, url, payload), '|') from outbound_callbacks");
    }

    @Test
    void storesTheReportOfTheMeetingsServer() {
        SimulatedBbbServer host = create("room");
        Answer answer = post(token(host.secret()), report("room") + "\n");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(outbox())
                .isEqualTo("analytics room " + ANALYTICS + " "
                        + report("room").replaceFirst("}$", ",\"customer\":\"scalelite\"}"));
    }

    @Test
    void defaultHostAcceptsReportsWithoutTenant() {
        frontEnd = suite.with("MULTITENANCY_ENABLED", "true")
                .with("MULTITENANCY_DEFAULT", "true")
                .frontEnd();
        SimulatedBbbServer host = create("room");
        assertThat(host.meeting("room").orElseThrow().metadata())
                .containsEntry("analytics-callback-url", "https://127.0.0.1/bigbluebutton/api/analytics_callback");
        assertThat(post(token(host.secret()), report("room")).status()).isEqualTo(204);
        assertThat(outbox()).contains("\"customer\":\"scalelite\"");
        assertThat(database.value("select coalesce(tenant_id, 'none') from outbound_callbacks"))
                .isEqualTo("none");
    }

    @Test
    void limitsWrongTokens() {
        frontEnd = suite.with("CHECKSUM_FAILURES_PER_MINUTE", "2").frontEnd();
        SimulatedBbbServer host = create("room");
        assertThat(post(token("wrong"), report("room")).status()).isEqualTo(401);
        assertThat(post(token("wrong too"), report("room")).status()).isEqualTo(401);
        Answer held = post(token(host.secret()), report("room"));
        assertThat(held.status()).isEqualTo(429);
        assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 60);
        assertThat(outbox()).isEqualTo("null");
    }

    @Test
    void rejectsATokenOfAnotherServer() {
        SimulatedBbbServer host = create("room");
        assertThat(post(token(suite.other(host).secret()), report("room")).status())
                .isEqualTo(401);
        assertThat(outbox()).isEqualTo("null");
    }

    @Test
    void acceptsAReportOfAnEarlierServer() {
        SimulatedBbbServer first = create("room");
        var id = suite.idOf(first);
        first.endMeeting("room");
        suite.registry().redis().commands().del(suite.registry().redis().keys().of(RedisKey.MEETING, "room"));
        suite.registry().poll(id, 90);
        create("room");
        String second = suite.idOf(suite.other(first)).value();
        await().atMost(SOON).until(() -> database.value("select server_id from callback_data"), second::equals);
        assertThat(post(token(first.secret()), report("room")).status()).isEqualTo(204);
        assertThat(post(token(suite.other(first).secret()), report("room")).status())
                .isEqualTo(204);
    }

    @Test
    void rejectsInvalidTokens() {
        String secret = create("room").secret();
        Instant soon = Instant.now().plusSeconds(60);
        String noExpiry = SignedToken.sign(Map.of("sub", "x"), SignedToken.Hash.HS512, secret);
        for (String token : new String[] {
            "",
            "nonsense",
            "a.b.c",
            noExpiry,
            token("wrong-secret"),
            token(TestSuite.SECRET),
            token(secret, SignedToken.Hash.HS256, soon),
            token(secret, SignedToken.Hash.HS512, Instant.now().minusSeconds(60)),
            // Header {"alg":"none"}.
            "eyJhbGciOiJub25lIn0." + token(secret).split("\\.", -1)[1] + "."
        }) {
            assertThat(post(token, report("room")).status()).as(token).isEqualTo(401);
        }
        assertThat(outbox()).isEqualTo("null");
    }

    @Test
    void answersNotFoundWithoutMeetingOrAnalytics() {
        String secret = create("room").secret();
        assertThat(frontEnd.get(
                                "create",
                                "name",
                                "Room",
                                "meetingID",
                                "silent",
                                "meta_bn-recording-ready-url",
                                ANALYTICS)
                        .isSuccess())
                .isTrue();
        assertThat(post(token(secret), report("nowhere")).status()).isEqualTo(404);
        assertThat(post(token(suite.host("silent").secret()), report("silent")).status())
                .isEqualTo(404);
    }

    @Test
    void rejectsAnInvalidReport() {
        assertThat(post(token(suite.server(0).secret()), "{}").status()).isEqualTo(400);
        assertThat(post(token(suite.server(0).secret()), "").status()).isEqualTo(400);
    }

    @Test
    void limitsTheSizeOfAReport() {
        SimulatedBbbServer host = create("room");
        String large = "{\"meeting_id\":\"room\",\"x\":\"" + "y".repeat(10 << 20) + "\"}";
        assertThat(post(token(host.secret()), large).status()).isEqualTo(413);
        assertThat(post(token("wrong"), large).status()).isEqualTo(401);
        String justFits = "{\"meeting_id\":\"room\",\"x\":\"" + "y".repeat((10 << 20) - 100) + "\"}";
        assertThat(post(token(host.secret()), justFits).status()).isEqualTo(204);
    }

    @Test
    void scaleliteRowUsesTheServerInRedis() {
        legacyRow("legacy");
        assertThat(frontEnd.get("create", "name", "Room", "meetingID", "legacy").isSuccess())
                .isTrue();
        SimulatedBbbServer host = suite.host("legacy");
        assertThat(post(token(suite.other(host).secret()), report("legacy")).status())
                .isEqualTo(401);
        assertThat(post(token(host.secret()), report("legacy")).status()).isEqualTo(204);
    }

    @Test
    void scaleliteRowWithoutServerAcceptsAnyServer() {
        legacyRow("forgotten");
        assertThat(post(token("wrong"), report("forgotten")).status()).isEqualTo(401);
        assertThat(post(token(suite.server(1).secret()), report("forgotten")).status())
                .isEqualTo(204);
    }

    private void legacyRow(String meetingId) {
        database.run("insert into callback_data (meeting_id, callback_attributes, created_at, updated_at) values ('"
                + meetingId + "', E'---\\n:analytics_callback_url: " + ANALYTICS + "\\n', now(), now())");
    }

    @Test
    void rejectsOtherMethods() {
        assertThat(frontEnd.getRaw("/analytics_callback").messageKey()).isEqualTo("unsupportedRequest");
        Answer put = frontEnd.send(HttpRequest.newBuilder(URI.create(frontEnd.api() + "/analytics_callback"))
                .PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(put.messageKey()).isEqualTo("unsupportedRequest");
    }

    @Test
    void rejectsAnotherHost() {
        FrontEnd elsewhere = suite.with("URL_HOST", "sl.example.org").frontEnd();
        Answer answer = elsewhere.send(HttpRequest.newBuilder(URI.create(elsewhere.api() + "/analytics_callback"))
                .header("Authorization", "Bearer " + token(suite.server(0).secret()))
                .POST(HttpRequest.BodyPublishers.ofString(report("room"))));
        assertThat(answer.status()).isEqualTo(403);
    }
}
