package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.ApiService;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** Meetings are found, listed and ended, servers freed, callbacks and imports tried again; the audit log tells of it. */
class AdminMeetingsTest {
    private static final String TOKEN = "operator-token-0123456789abcdefghijklmnopqrs";

    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(2)
            .with("ADMIN_API_TOKENS", AdminClient.entry("robot", "write", TOKEN))
            .with("DATABASE_URL", database.url())
            .with("RESPONSE_TIMEOUT", "5");

    private final ApiService replica = suite.replica();
    private final FrontEnd frontEnd = new FrontEnd(replica.uri(), TestSuite.SECRET);
    private final AdminClient admin = AdminClient.withToken(replica, TOKEN);

    private SimulatedBbbServer create(String meetingId) {
        assertThat(frontEnd.get("create", "meetingID", meetingId, "name", meetingId)
                        .isSuccess())
                .isTrue();
        return suite.host(meetingId);
    }

    private JsonNode newestEntry() {
        return admin.get("getAuditLog", "limit", "1").json().get("entries").get(0);
    }

    @Test
    void aMeetingIsFoundAndEnded() {
        SimulatedBbbServer host = create("room 1");
        JsonNode found = admin.get("findMeeting", "meetingID", "room 1").json();
        assertThat(found.get("server_id").textValue())
                .isEqualTo(suite.idOf(host).value());
        assertThat(found.get("server_url").textValue()).isEqualTo(host.apiUrl().toString());
        assertThat(found.get("server_state").textValue()).isEqualTo("enabled");
        assertThat(found.get("joinable").booleanValue()).isTrue();
        assertThat(found.get("voice_bridge").textValue()).matches("[1-9][0-9]{8}");
        assertThat(found.toString()).doesNotContain(host.secret(), "_pw", "password");

        Reply ended = admin.post("endMeeting", "{\"meetingID\":\"room 1\"}");
        assertThat(ended.answer().body()).isEqualTo("{\"success\":\"Meeting id=room 1 was ended\"}");
        assertThat(host.meeting("room 1")).isEmpty();
        assertThat(admin.get("findMeeting", "meetingID", "room 1").status()).isEqualTo(404);
        assertThat(admin.post("endMeeting", "{\"meetingID\":\"room 1\"}").error())
                .isEqualTo("Couldn't find meeting with id=room 1 without a tenant");
        assertThat(newestEntry().get("action").textValue()).isEqualTo("meeting.end");
        assertThat(newestEntry().get("actor").textValue()).isEqualTo("token:robot");
        assertThat(newestEntry().get("subject").textValue()).isEqualTo("room 1");
    }

    @Test
    void aMeetingThatItsServerDoesNotEndStays() {
        create("room").inject(new Fault.RefuseConnections());
        Reply reply = admin.post("endMeeting", "{\"meetingID\":\"room\"}");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.error()).contains("did not end the meeting").doesNotContain("checksum=");
        assertThat(admin.get("findMeeting", "meetingID", "room").status()).isEqualTo(200);
    }

    @Test
    void sameIdInTwoTenantsIsTwoMeetings() {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.MEETINGS), "room");
        redis.hset(
                keys.of(RedisKey.MEETING, "room"),
                Map.of("server_id", suite.id(0).value(), "tenant_id", "t-1"));
        redis.sadd(keys.of(RedisKey.TENANT_MEETINGS), "t-2:room");
        redis.hset(
                keys.of(RedisKey.TENANT_MEETING, "t-2" + ":" + "room"),
                Map.of("server_id", suite.id(1).value(), "tenant_id", "t-2"));

        assertThat(admin.get("findMeeting", "meetingID", "room").status()).isEqualTo(404);
        for (int i = 0; i < 2; i++) {
            assertThat(admin.get("findMeeting", "meetingID", "room", "tenantId", "t-" + (i + 1))
                            .json()
                            .get("server_id")
                            .textValue())
                    .isEqualTo(suite.id(i).value());
        }
        assertThat(admin.get("getMeetingList", "tenantId", "t-2").json().toString())
                .isEqualTo("{\"meetings\":[{\"meeting_id\":\"room\",\"tenant_id\":\"t-2\",\"server_id\":\""
                        + suite.id(1) + "\",\"assigned_at\":null}],\"total\":1}");
        assertThat(admin.post("endMeeting", "{\"meetingID\":\"room\",\"tenantId\":\"t-2\"}")
                        .status())
                .isEqualTo(200);
        assertThat(admin.get("findMeeting", "meetingID", "room", "tenantId", "t-1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void meetingsAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            create("room-" + i);
        }
        JsonNode page = admin.get("getMeetingList", "limit", "2", "offset", "3").json();
        assertThat(page.get("total").intValue()).isEqualTo(5);
        assertThat(page.get("meetings").findValuesAsText("meeting_id")).containsExactly("room-3", "room-4");
        assertThat(page.get("meetings").get(0).get("assigned_at").textValue()).endsWith("Z");
        int onFirst = admin.get("getMeetingList", "serverId", suite.id(0).value())
                .json()
                .get("total")
                .intValue();
        int onSecond = admin.get("getMeetingList", "serverId", suite.id(1).value())
                .json()
                .get("total")
                .intValue();
        assertThat(onFirst + onSecond).isEqualTo(5);
        assertThat(admin.get("getMeetingList", "offset", "-1").status()).isEqualTo(400);
    }

    private Server.State stateOf(SimulatedBbbServer host) {
        return suite.registry().servers().find(suite.idOf(host)).orElseThrow().state();
    }

    @Test
    void aPanicFreesAServer() {
        SimulatedBbbServer host = create("room");
        String id = suite.idOf(host).value();
        Reply reply = admin.post("panicServer", "{\"id\":\"" + id + "\"}");
        assertThat(reply.json().get("success").textValue())
                .isEqualTo("Server id=" + id + " has been disabled and the meetings have been destroyed");
        assertThat(reply.json().get("meetings").intValue()).isEqualTo(1);
        assertThat(host.meetings()).isEmpty();
        assertThat(admin.get("findMeeting", "meetingID", "room").status()).isEqualTo(404);
        assertThat(stateOf(host)).isEqualTo(Server.State.DISABLED);
        JsonNode entries = admin.get("getAuditLog", "subject", id, "actor", "token:robot")
                .json()
                .get("entries");
        assertThat(entries.findValuesAsText("action")).containsExactly("server.update", "server.panic");
        assertThat(entries.get(1).get("after").toString()).contains("\"keep_state\":\"false\"");
    }

    @Test
    void panicReadsOptionsAtTheTopOrInServer() {
        for (String options : new String[] {
            "\"keep_state\":true,\"skip_end_calls\":\"true\"",
            "\"server\":{\"keep_state\":true,\"skip_end_calls\":true}"
        }) {
            SimulatedBbbServer host = create("room");
            String id = suite.idOf(host).value();
            Reply reply = admin.post("panicServer", "{\"id\":\"" + id + "\"," + options + "}");
            assertThat(reply.json().get("success").textValue()).contains("has kept its state");
            assertThat(host.meeting("room")).as("the meeting was not ended").isPresent();
            assertThat(stateOf(host)).isEqualTo(Server.State.ENABLED);
            host.endMeeting("room");
        }
    }

    @Test
    void hooksAreListedWithoutSecrets() {
        database.run("insert into hooks (id, callback_url, domain, raw, disabled_at, last_error) values ('h-1',"
                + " 'https://lms.example.org/hook?token=hidden-token', 'sl', true, now(), 'answered 500')");

        JsonNode hook = admin.get("getHooks").json().get("hooks").get(0);

        assertThat(hook.get("id").textValue()).isEqualTo("h-1");
        assertThat(hook.get("state").textValue()).isEqualTo("disabled");
        assertThat(hook.get("raw").booleanValue()).isTrue();
        assertThat(hook.get("last_error").textValue()).isEqualTo("answered 500");
        assertThat(hook.toString()).contains("https://lms.example.org").doesNotContain("hidden-token");
        assertThat(admin.get("getHooks", "limit", "0").status()).isEqualTo(400);
    }

    @Test
    void callbacksAreListedAndTriedAgain() {
        database.run("insert into outbound_callbacks (kind, meeting_id, record_id, url, destination, state, attempts,"
                + " last_error, give_up_at, finished_at) values ('recording_ready', 'room', 'rec-1',"
                + " 'https://lms.example.org/ready?token=hidden-token', 'https://lms.example.org', 'dead', 9, 'status 500',"
                + " now(), now())");
        String id = database.value("select id from outbound_callbacks");
        JsonNode callback = admin.get("getCallbacks", "state", "dead")
                .json()
                .get("callbacks")
                .get(0);
        assertThat(callback.get("id").asText()).isEqualTo(id);
        assertThat(callback.get("to").textValue()).isEqualTo("https://lms.example.org");
        assertThat(callback.get("last_error").textValue()).isEqualTo("status 500");
        assertThat(callback.toString()).doesNotContain("hidden-token");
        assertThat(admin.get("getCallbacks", "state", "pending").json().get("callbacks"))
                .isEmpty();
        assertThat(admin.get("getCallbacks", "state", "pending,lost").error()).contains("state 'lost' is not allowed");

        assertThat(admin.post("retryCallback", "{\"id\":" + id + "}").status()).isEqualTo(200);
        assertThat(database.value("select state from outbound_callbacks")).isEqualTo("pending");
        assertThat(newestEntry().get("action").textValue()).isEqualTo("callback.retry");
        assertThat(newestEntry().get("subject").textValue()).isEqualTo(id);
        assertThat(admin.post("retryCallback", "{\"id\":999}").status()).isEqualTo(404);
        assertThat(admin.post("retryCallback", "{\"id\":\"all\"}").error())
                .isEqualTo("id cannot be read: give a whole number");
        assertThat(admin.post("retryCallback", "{}").error()).isEqualTo("id is missing");
    }

    @Test
    void importJobsAreListedAndTriedAgain() {
        database.run("insert into recording_imports (archive, state, attempts, next_attempt_at, last_error) values"
                + " ('rec-1.tar', 'waiting', 2, now() + interval '1 hour', 'no space'),"
                + " ('rec-2.tar', 'running', 1, now(), null)");
        JsonNode jobs = admin.get("getImportJobs", "state", "waiting").json();
        assertThat(jobs.get("total").intValue()).isEqualTo(1);
        assertThat(jobs.get("jobs").get(0).get("archive").textValue()).isEqualTo("rec-1.tar");
        assertThat(jobs.get("jobs").get(0).get("last_error").textValue()).isEqualTo("no space");

        assertThat(admin.post("retryImportJob", "{\"archive\":\"rec-1.tar\"}").status())
                .isEqualTo(200);
        assertThat(database.value("select next_attempt_at <= now() from recording_imports where archive = 'rec-1.tar'"))
                .isEqualTo("t");
        assertThat(newestEntry().get("action").textValue()).isEqualTo("import.retry");
        assertThat(newestEntry().get("subject").textValue()).isEqualTo("rec-1.tar");
        Reply inHand = admin.post("retryImportJob", "{\"archive\":\"rec-2.tar\"}");
        assertThat(inHand.status()).isEqualTo(409);
        assertThat(inHand.error()).isEqualTo("archive rec-2.tar is running: it needs no retry");
        assertThat(admin.post("retryImportJob", "{\"archive\":\"rec-3.tar\"}").status())
                .isEqualTo(404);
        assertThat(admin.get("getImportJobs", "state", "lost").error())
                .isEqualTo("state 'lost' is not allowed: give running, waiting, indexed, failed, or several of them"
                        + " separated by ','");
    }
}
