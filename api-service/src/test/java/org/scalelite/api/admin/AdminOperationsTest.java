package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.simulator.control.Fault;

/** What operators read and do in the admin API, over real stores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminOperationsTest {
    private static final String TOKEN = "operator-token-0123456789abcdefghijklmnopqrs";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(2);
    private final Path directory;
    private final AdminClient admin;
    private final ServerId first = suite.id(0);
    private final ServerId second = suite.id(1);

    AdminOperationsTest(@TempDir Path directory) {
        this.directory = directory;
        suite.with("ADMIN_API_TOKENS", AdminClient.entry("robot", "write", TOKEN))
                .with("DATABASE_URL", database.url())
                .with("RECORDING_PUBLISH_DIR", directory.resolve("published").toString())
                .with(
                        "RECORDING_UNPUBLISH_DIR",
                        directory.resolve("unpublished").toString());
        this.admin = AdminClient.withToken(suite.replica(), TOKEN);
    }

    @BeforeEach
    void enableServers() {
        for (ServerId id : List.of(first, second)) {
            suite.registry().servers().changeState(id, Server.State.ENABLED);
            suite.registry().poll(id, 0);
        }
    }

    @AfterAll
    void stop() {
        suite.close();
        database.close();
    }

    private static String id(ServerId server) {
        return "{\"id\":\"%s\"}".formatted(server);
    }

    private JsonNode newestEntry() {
        return admin.get("getAuditLog", "limit", "1").json().get("entries").get(0);
    }

    private void isEntered(String action, String subject) {
        assertThat(newestEntry().get("action").textValue()).isEqualTo(action);
        assertThat(newestEntry().get("subject").textValue()).isEqualTo(subject);
        assertThat(newestEntry().get("actor").textValue()).isEqualTo("token:robot");
    }

    @Test
    void poolStatusCountsServers() {
        suite.registry().servers().changeState(second, Server.State.CORDONED);
        JsonNode pool = admin.get("getPoolStatus").json();
        assertThat(pool.get("servers").intValue()).isEqualTo(2);
        assertThat(pool.get("enabled").intValue()).isEqualTo(1);
        assertThat(pool.get("cordoned").intValue()).isEqualTo(1);
        assertThat(pool.get("online").intValue()).isEqualTo(2);
        assertThat(pool.get("available").intValue()).isEqualTo(1);
        assertThat(pool.get("pollers").intValue()).isZero();
    }

    @Test
    void poolStatusCountsWaitingWork() {
        JsonNode pool = admin.get("getPoolStatus").json();
        for (String count : List.of("imports_queued", "imports_failed", "callbacks_pending", "callbacks_dead")) {
            assertThat(pool.get(count).isIntegralNumber()).as(count).isTrue();
        }
    }

    @Test
    void doctorReportsFindingsWithCures() {
        suite.server(1).inject(new Fault.RefuseConnections());
        try {
            JsonNode report = admin.get("doctor").json();
            assertThat(report.get("problems").intValue()).isPositive();
            assertThat(report.get("findings").findValuesAsText("subject"))
                    .contains("redis", "postgresql", "servers", "registry", "waiting work", "clocks");
            assertThat(report.get("findings").findValuesAsText("what"))
                    .anyMatch(what -> what.startsWith("cannot be called: connection refused"));
            assertThat(report.toString()).doesNotContain(suite.server(0).secret());
        } finally {
            suite.server(1).recover();
        }
    }

    @Test
    void serverStatusHasTheReasonAndNoSecret() {
        suite.registry().servers().reportFailure(first, "status 502");
        JsonNode status = admin.get("getServerStatus", "id", first.value()).json();
        assertThat(status.get("health").textValue()).isEqualTo("suspect");
        assertThat(status.get("health_reason").textValue()).isEqualTo("status 502");
        assertThat(status.get("health_since").textValue()).endsWith("Z");
        assertThat(status.get("state").textValue()).isEqualTo("enabled");
        assertThat(status.has("tag")).isTrue();
        JsonNode all = admin.get("getServerStatusList").json();
        assertThat(all.get("servers")).hasSize(2).contains(status);
        assertThat(all.toString()).doesNotContain(suite.server(0).secret());
        assertThat(admin.get("getServerStatus", "id", "none").error()).isEqualTo("Couldn't find server with id=none");
        assertThat(admin.get("getServerStatus").error()).isEqualTo("id is missing");
    }

    @Test
    void serverEventsAreFilteredAndLimited() {
        suite.registry().servers().reportFailure(first, "status 502");
        suite.registry().poll(first, 0);
        suite.registry().servers().reportFailure(second, "refused");
        JsonNode all = admin.get("getServerEvents").json().get("events");
        assertThat(all.findValuesAsText("server_id")).contains(first.value(), second.value());
        assertThat(all.findValuesAsText("at").stream().map(Instant::parse).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
        JsonNode newest = admin.get("getServerEvents", "serverId", second.value(), "limit", "1")
                .json()
                .get("events")
                .get(0);
        assertThat(newest.get("event").textValue()).isEqualTo("suspect");
        assertThat(newest.get("detail").textValue()).isEqualTo("refused");
        JsonNode ofFirst = admin.get("getServerEvents", "serverId", first.value(), "event", "suspect")
                .json()
                .get("events");
        assertThat(ofFirst.findValuesAsText("server_id")).containsOnly(first.value());
        assertThat(ofFirst.findValuesAsText("event")).containsOnly("suspect");
        assertThat(admin.get("getServerEvents", "serverId", "none").status()).isEqualTo(404);
        assertThat(admin.get("getServerEvents", "limit", "1001").status()).isEqualTo(400);
    }

    @Test
    void serverIsDrained() {
        JsonNode progress = admin.post("drainServer", id(first)).json();
        assertThat(progress.get("progress").textValue()).isEqualTo("draining");
        assertThat(progress.get("online").booleanValue()).isTrue();
        isEntered("server.update", first.value());
        suite.registry().servers().changeState(first, Server.State.DISABLED);
        assertThat(admin.get("getDrainProgress", "id", first.value())
                        .json()
                        .get("progress")
                        .textValue())
                .isEqualTo("drained");
        assertThat(admin.get("getDrainProgress", "id", second.value())
                        .json()
                        .get("progress")
                        .textValue())
                .isEqualTo("enabled");
    }

    @Test
    void serverIsPolledAtOnce() {
        assertThat(admin.post("pollServer", id(second)).json().get("success").textValue())
                .isEqualTo("Server id=%s will be polled at once".formatted(second));
        isEntered("server.poll", second.value());
        assertThat(suite.registry()
                        .redis()
                        .commands()
                        .zscore(suite.registry().redis().keys().of(RedisKey.POLLS_DUE), second.value()))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "drainServer, id",
        "pollServer, id",
        "publishRecording, recordID",
        "unpublishRecording, recordID",
        "deleteRecording, recordID",
        "retryCallbacks, to"
    })
    void changesNeedWhatTheyChange(String call, String field) {
        assertThat(admin.post(call, "{}").error()).isEqualTo(field + " is missing");
        assertThat(admin.post(call, "{\"%s\":{}}".formatted(field)).error())
                .isEqualTo(field + " cannot be read: give a text");
        Reply unknown = admin.post(call, "{\"%s\":\"none\"}".formatted(field));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error()).startsWith("Couldn't find ");
    }

    @Test
    void meetingsAreFoundByInternalId() {
        FrontEnd frontEnd = new FrontEnd(suite.replica().uri(), TestSuite.SECRET);
        assertThat(frontEnd.get("create", "meetingID", "Room 7", "name", "Room 7")
                        .isSuccess())
                .isTrue();
        String internalId = suite.host("Room 7").meeting("Room 7").orElseThrow().internalId();
        for (String search : new String[] {"room 7", internalId}) {
            JsonNode found = admin.get("getMeetingList", "search", search).json();
            assertThat(found.get("total").intValue()).as(search).isEqualTo(1);
            assertThat(found.get("meetings").get(0).get("meeting_id").textValue())
                    .isEqualTo("Room 7");
        }
        assertThat(admin.get("getMeetingList", "search", "room 8")
                        .json()
                        .get("total")
                        .intValue())
                .isZero();
    }

    private void recording(String recordId, String meetingId, String tenant) throws IOException {
        database.run(("with r as (insert into recordings (record_id, meeting_id, name, published, state, starttime)"
                        + " values ('%s', '%s', 'Lesson', true, 'published', '2026-01-05 09:00:00') returning id),"
                        + " m as (insert into metadata (recording_id, key, value) select id, 'tenant-id', '%s' from r)"
                        + " insert into playback_formats (recording_id, format, url, length)"
                        + " select id, 'video', '/video/%s', 50 from r")
                .formatted(recordId, meetingId, tenant, recordId));
        Files.createDirectories(directory.resolve("published/video").resolve(recordId));
    }

    @Test
    void recordingsAreFoundAndChanged() throws IOException {
        String recordId = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";
        recording(recordId, "room-1", "t-1");
        recording("other-1", "room-2", "t-2");

        for (String search : new String[] {recordId, recordId.substring(0, 9), "room-1"}) {
            JsonNode found = admin.get("getRecordingList", "search", search).json();
            assertThat(found.get("total").intValue()).as(search).isEqualTo(1);
            assertThat(found.get("recordings").get(0).get("record_id").textValue())
                    .isEqualTo(recordId);
        }
        JsonNode ofTenant =
                admin.get("getRecordingList", "tenantId", "t-2", "limit", "1").json();
        assertThat(ofTenant.get("recordings").findValuesAsText("record_id")).containsExactly("other-1");
        assertThat(ofTenant.get("recordings").get(0).get("protected").booleanValue())
                .isFalse();
        assertThat(admin.get("getRecordingList", "state", "lost").error()).contains("state 'lost' is not allowed");

        String body = "{\"recordID\":\"%s\"}".formatted(recordId);
        assertThat(admin.post("unpublishRecording", body).answer().body())
                .isEqualTo("{\"success\":\"Recording id=%s was unpublished\"}".formatted(recordId));
        isEntered("recording.update", recordId);
        assertThat(directory.resolve("unpublished/video").resolve(recordId)).isDirectory();
        assertThat(state(recordId)).isEqualTo("unpublished");
        assertThat(admin.post("publishRecording", body).status()).isEqualTo(200);
        assertThat(state(recordId)).isEqualTo("published");
        assertThat(admin.post("deleteRecording", body).status()).isEqualTo(200);
        isEntered("recording.delete", recordId);
        assertThat(state(recordId)).isEqualTo("deleted");
        assertThat(directory.resolve("published/video").resolve(recordId)).doesNotExist();
        assertThat(admin.post("publishRecording", body).status())
                .as("a deleted recording cannot be published")
                .isEqualTo(404);
    }

    private String state(String recordId) {
        return admin.get("getRecordingInfo", "recordID", recordId)
                .json()
                .get("recording")
                .get("state")
                .textValue();
    }

    @Test
    void callbacksOfADestinationAreTriedAgain() {
        database.run(
                "insert into outbound_callbacks (kind, meeting_id, record_id, url, destination, state, give_up_at)"
                        + " select 'recording_ready', 'room', 'rec-' || n, 'https://lms.example.org/' || n,"
                        + " 'https://lms.example.org', 'dead', now() from generate_series(1, 3) n;"
                        + " insert into outbound_callbacks (kind, meeting_id, url, destination, state, give_up_at)"
                        + " values ('meeting_ended', 'room', 'https://b.example.org/', 'https://b.example.org', 'dead', now())");
        JsonNode page = admin.get("getCallbacks", "to", "https://lms.example.org", "limit", "2", "offset", "2")
                .json();
        assertThat(page.get("total").intValue()).isEqualTo(3);
        assertThat(page.get("callbacks")).hasSize(1);

        Reply reply = admin.post("retryCallbacks", "{\"to\":\"https://lms.example.org\"}");
        assertThat(reply.json().get("retried").intValue()).isEqualTo(3);
        isEntered("callback.retry", "https://lms.example.org");
        assertThat(database.value("select count(*) from outbound_callbacks where state = 'dead'"))
                .isEqualTo("1");
    }

    @Test
    void failedImportsAreListedAndTriedAgain() {
        database.run(
                "insert into failed_archives (archive, directory, bytes, attempts, reason) values"
                        + " ('rec-1.tar', '/spool/failed', 7, 1, 'no metadata.xml'), ('rec-2.tar', '/spool/failed', 7, 1, 'x')");
        JsonNode jobs = admin.get("getImportJobs", "state", "failed").json();
        assertThat(jobs.get("jobs").findValuesAsText("last_error")).contains("no metadata.xml");

        assertThat(admin.post("retryFailedImportJobs", "").json().get("retried").intValue())
                .isEqualTo(2);
        isEntered("import.retry", "all failed archives");
        assertThat(database.value("select count(*) from failed_archives where retry_requested_at is not null"))
                .isEqualTo("2");
    }

    @Test
    void auditLogIsPaged() {
        admin.post("pollServer", id(first));
        admin.post("pollServer", id(second));
        JsonNode newest = newestEntry();
        JsonNode next = admin.get(
                        "getAuditLog", "limit", "1", "before", newest.get("id").textValue())
                .json()
                .get("entries")
                .get(0);
        assertThat(next.get("subject").textValue()).isEqualTo(first.value());
        assertThat(admin.get("getAuditLog", "before", "+").error())
                .isEqualTo("before is '+', which is not allowed: give the id of an entry");
    }

    @Test
    void tenantUsageHasLimits() {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.TENANTS), "t-1", "t-2");
        redis.hset(keys.of(RedisKey.TENANT, "t-1"), Map.of("name", "school", "secrets", "hidden"));
        redis.hset(keys.of(RedisKey.TENANT, "t-2"), Map.of("name", "college", "secrets", "hidden"));
        redis.hset(keys.of(RedisKey.TENANT_USAGE, "t-1"), Map.of("meetings", "2", "users", "30"));
        redis.hset(keys.of(RedisKey.TENANT_LIMITS, "t-1"), Map.of("max_meetings", "2"));
        assertThat(admin.get("getTenantUsage", "limit", "1").answer().body())
                .isEqualTo("{\"tenants\":[{\"id\":\"t-1\",\"name\":\"school\",\"meetings\":2,\"users\":30,"
                        + "\"max_meetings\":2,\"max_users\":null,\"at_limit\":true}],\"total\":2}");
        JsonNode rest = admin.get("getTenantUsage", "offset", "1").json().get("tenants");
        assertThat(rest.findValuesAsText("name")).containsExactly("college");
    }
}
