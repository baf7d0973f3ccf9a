package org.scalelite.api.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;
import org.scalelite.stores.PostgresServer;

/** Callbacks of a create (specification, section 5.8, step 7, and section 9). */
class CreateCallbacksTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String READY = "https://moodle.example.org/ready?course=1";
    private static final String ANALYTICS = "https://moodle.example.org/analytics";
    private static final String OWN = "https://127.0.0.1/bigbluebutton/api/analytics_callback";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(2).with("DATABASE_URL", database.url());

    @AfterEach
    void stop() {
        suite.close();
        database.close();
    }

    private static Answer create(FrontEnd frontEnd, String meetingId, String... parameters) {
        Map<String, String> all = new java.util.LinkedHashMap<>(Map.of("meetingID", meetingId, "name", meetingId));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        Answer answer = frontEnd.get("create", all);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        return answer;
    }

    /** The parameters of the last create of a meeting on a BBB server. */
    private Map<String, String> sent(String meetingId) {
        return suite.servers().stream()
                .flatMap(server -> server.requests("create").stream())
                .map(LoggedRequest::parameters)
                .filter(parameters -> meetingId.equals(parameters.get("meetingID")))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private String row(String column) {
        return database.value("select string_agg(" + column + "::text, '|') from callback_data");
    }

    private void awaitRow(String column, String value) {
        await().atMost(SOON).until(() -> row(column), value::equals);
    }

    private long inbox() {
        var keys = suite.registry().redis().keys();
        return suite.registry().redis().commands().hlen(keys.of(RedisKey.CALLBACK_INBOX));
    }

    private static String hint(String secret) {
        return new SharedSecrets(List.of(secret))
                .signer(ChecksumAlgorithm.SHA1, "", ChecksumAlgorithm.SHA1.hex(secret))
                .orElseThrow();
    }

    @Test
    void removesAndStoresCallbacks() {
        FrontEnd frontEnd = suite.with("URL_HOST", "127.0.0.1").frontEnd();
        create(
                frontEnd,
                "room",
                "meta_canvas-recording-ready-url",
                "https://canvas.example.org/ready",
                "meta_bbb-recording-ready-url",
                READY,
                "meta_analytics-callback-url",
                ANALYTICS,
                "meta_endCallbackUrl",
                "https://moodle.example.org/end",
                "meta_bbb-origin",
                "Moodle");
        assertThat(sent("room"))
                .containsEntry("meta_analytics-callback-url", OWN)
                .containsEntry("meta_endCallbackUrl", "https://moodle.example.org/end")
                .containsEntry("meta_bbb-origin", "Moodle")
                .doesNotContainKeys("meta_canvas-recording-ready-url", "meta_bbb-recording-ready-url");
        awaitRow(
                "callback_attributes",
                "---\n:analytics_callback_url: " + ANALYTICS + "\n:recording_ready_url: " + READY + "\n");
        assertThat(row("meeting_id")).isEqualTo("room");
        assertThat(row("server_id")).isEqualTo(suite.idOf(suite.host("room")).value());
        assertThat(row("coalesce(tenant_id, 'none')")).isEqualTo("none");
        assertThat(row("signer")).isEqualTo(hint(TestSuite.SECRET));
        await().atMost(SOON).until(() -> inbox() == 0);
    }

    @Test
    void storesTheHintOfTheSigningSecret() {
        suite.with("LOADBALANCER_SECRETS", "second:third");
        FrontEnd third = new FrontEnd(suite.replica().uri(), "third");
        create(third, "room", "meta_bn-recording-ready-url", READY);
        awaitRow("signer", hint("third"));
        assertThat(hint("third")).isNotEqualTo(hint("second")).hasSize(8);
    }

    @Test
    void storesTheServerOfAMovedMeeting() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.registry().poll(suite.id(1), 50);
        suite.server(0).inject(new Fault.RefuseConnections());
        create(frontEnd, "moved", "meta_bn-recording-ready-url", READY);
        awaitRow("server_id", suite.id(1).value());
        assertThat(row("earlier_servers")).as("never on the first server").isEqualTo("{}");
    }

    @Test
    void repeatedCreateKeepsOneRowAndEarlierServers() {
        FrontEnd frontEnd = suite.frontEnd();
        suite.registry().poll(suite.id(1), 50);
        create(frontEnd, "room", "meta_bn-recording-ready-url", "https://moodle.example.org/first");
        awaitRow("server_id", suite.id(0).value());
        suite.registry().servers().remove(suite.id(0), true);
        create(frontEnd, "room", "meta_bn-recording-ready-url", READY);
        awaitRow("server_id", suite.id(1).value());
        assertThat(row("earlier_servers")).isEqualTo("{" + suite.id(0).value() + "}");
        assertThat(row("callback_attributes")).contains(READY).doesNotContain("first");
    }

    @Test
    void namesTheTenantInItsCallbacks() {
        var redis = suite.registry().redis();
        redis.commands()
                .hset(redis.keys().of(RedisKey.TENANT, "t-1"), Map.of("name", "127", "secrets", "tenant-secret"));
        redis.commands().hset(redis.keys().of(RedisKey.TENANT_NAME, "127"), "id", "t-1");
        // To the front-ends of these tests the balancer is 127.0.0.1: the tenant 127 of 0.0.1.
        suite.with("MULTITENANCY_ENABLED", "true").with("URL_HOST", "0.0.1");
        FrontEnd tenant = new FrontEnd(suite.replica().uri(), "tenant-secret");
        create(tenant, "room", "meta_analytics-callback-url", ANALYTICS);
        assertThat(sent("room")).containsEntry("meta_analytics-callback-url", OWN);
        awaitRow("tenant_id", "t-1");
        assertThat(row("meeting_id")).as("as in Scalelite").isEqualTo("room");
        assertThat(row("signer")).isEqualTo(hint("tenant-secret"));
    }

    @Test
    void storesCallbacksAfterADatabaseOutage() {
        try (PostgresServer postgres = PostgresServer.start()) {
            FrontEnd frontEnd = suite.with("DATABASE_URL", postgres.url()).frontEnd();
            postgres.stop();
            create(frontEnd, "room", "meta_bn-recording-ready-url", READY);
            create(frontEnd, "plain");
            assertThat(inbox())
                    .as("one row waits; a create without callbacks has none")
                    .isEqualTo(1);
            create(frontEnd, "room", "meta_bn-recording-ready-url", "https://moodle.example.org/newer");
            postgres.restart();
            await().atMost(SOON.multipliedBy(2)).until(() -> inbox() == 0);
            assertThat(attributes(postgres)).contains("https://moodle.example.org/newer");
        }
    }

    private static String attributes(PostgresServer postgres) {
        String jdbc = postgres.url().replaceFirst("^postgres(ql)?://[^@]*@", "jdbc:postgresql://");
        String user = postgres.url().replaceFirst("^[a-z]+://([^:]*):([^@]*)@.*", "$1");
        String password = postgres.url().replaceFirst("^[a-z]+://([^:]*):([^@]*)@.*", "$2");
        try (var connection = java.sql.DriverManager.getConnection(jdbc, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select callback_attributes from callback_data")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void leavesCallbacksToBbbWithoutADatabase() {
        FrontEnd frontEnd =
                suite.with("DB_DISABLED", "true").with("URL_HOST", "127.0.0.1").frontEnd();
        create(frontEnd, "room", "meta_bn-recording-ready-url", READY, "meta_analytics-callback-url", ANALYTICS);
        assertThat(sent("room"))
                .containsEntry("meta_bn-recording-ready-url", READY)
                .containsEntry("meta_analytics-callback-url", ANALYTICS);
        assertThat(inbox()).isZero();
        assertThat(Optional.of(frontEnd.getRaw("/analytics_callback").messageKey()))
                .contains("unsupportedRequest");
    }
}
