package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.TestSuite;

/**
 * The calls for servers, over a Redis as Scalelite fills it (specification, sections 3 and 6). The keys stand here as
 * texts, not taken from the suite.
 */
class AdminServersTest extends ScaleliteRedis {
    private static final String ID = "6cf5d4bb-1bf8-4a3c-ae0e-000000000001";
    private static final String URL = "https://bbb1.example.org/bigbluebutton/api";

    private final AdminClient admin = AdminClient.signing(suite.replica(), TestSuite.SECRET);

    @Override
    void fillAsScaleliteDoes() {
        redis.sadd(key("servers"), ID);
        redis.hset(
                key("server:" + ID),
                Map.of(
                        "url", URL,
                        "secret", "bbb-secret",
                        "tag", "gpu",
                        "load_multiplier", "1.5",
                        "state", "enabled",
                        "online", "true",
                        "bbb_version", "3.0.4"));
        redis.sadd(key("server_enabled"), ID);
        redis.zadd(key("server_load"), 60, ID);
        redis.hset(key(ID), Map.of("healthy_counter", "1", "unhealthy_counter", "0"));
    }

    @Test
    void whatScaleliteWroteIsListed() {
        Reply reply = admin.get("getServers");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.answer().header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(reply.answer().header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.answer().body())
                .isEqualTo("[{\"id\":\"" + ID + "\",\"url\":\"" + URL + "\",\"secret\":\"bbb-secret\",\"tag\":\"gpu\","
                        + "\"bbb_version\":\"3.0.4\",\"state\":\"enabled\",\"load\":60.0,\"load_multiplier\":\"1.5\","
                        + "\"online\":\"online\"}]");
        assertThat(admin.get("getServerInfo", "id", ID).json())
                .isEqualTo(reply.json().get(0));
    }

    @Test
    void anEmptyPoolIsNotFound() {
        redis.del(key("servers"));
        Reply reply = admin.get("getServers");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.answer().body()).isEqualTo("{\"error\":\"No servers are configured\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            getServerInfo | nobody
            getServerInfo | servers
            getServerInfo | server_load
            updateServer  | nobody
            deleteServer  | server_enabled
            panicServer   | servers
            """)
    void anUnknownIdIsNotFound(String call, String id) {
        Reply reply = call.startsWith("get")
                ? admin.get(call, "id", id)
                : admin.post(call, "{\"id\":\"%s\",\"server\":{}}".formatted(id));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("Couldn't find server with id=" + id);
        assertThat(audited()).isEmpty();
    }

    @Test
    void aServerIsAddedAsScaleliteReadsIt() {
        Reply reply = admin.post("addServer", """
                {"server": {"url": "https://bbb2.example.org/bigbluebutton/api", "secret": "another-secret",
                 "load_multiplier": 2.5, "tag": "webinar", "colour": "blue"}, "more": [1]}""");

        assertThat(reply.status()).isEqualTo(201);
        String id = reply.json().get("id").textValue();
        assertThat(reply.json().get("state").textValue()).isEqualTo("disabled");
        assertThat(reply.json().get("online").textValue()).isEqualTo("offline");
        assertThat(redis.smembers(key("servers"))).containsExactlyInAnyOrder(ID, id);
        assertThat(redis.hgetall(key("server:" + id)))
                .isEqualTo(Map.of(
                        "url", "https://bbb2.example.org/bigbluebutton/api",
                        "secret", "another-secret",
                        "load_multiplier", "2.5",
                        "tag", "webinar",
                        "state", "disabled",
                        "online", "false"));
        assertThat(audited())
                .singleElement()
                .asString()
                .startsWith("server.add")
                .contains("actor=checksum:", "subject=" + id)
                .doesNotContain("another-secret");
    }

    @Test
    void settingsForPlacementAreNotInScalelitesHash() {
        Reply reply = admin.post("updateServer", "{\"id\":\"" + ID + """
                ","server":{"max_meetings":20,"max_users":"300","spare":true,"zone":"north"}}""");
        assertThat(reply.answer().body())
                .endsWith("\"online\":\"online\",\"max_meetings\":20,\"max_users\":300,\"spare\":true,"
                        + "\"zone\":\"north\"}");
        assertThat(redis.hgetall(key("server:" + ID))).hasSize(7).doesNotContainKey("zone");
        Reply removed = admin.post(
                "updateServer",
                "{\"id\":\"" + ID + "\",\"max_meetings\":\"\",\"max_users\":\"\",\"spare\":false,\"zone\":\"\"}");
        assertThat(removed.answer().body()).endsWith("\"online\":\"online\"}");
        admin.post("updateServer", "{\"id\":\"" + ID + "\",\"max_users\":0}")
                .assertRefused("max_users is '0': give a whole number above 0, or nothing for no limit");
    }

    @Test
    void dryRunShowsWhereMeetingsWouldGo() {
        Reply reply = admin.get("getPlacementDryRun", "tag", "gpu", "size", "10", "count", "2");
        assertThat(reply.answer().body())
                .isEqualTo("{\"servers\":[{\"server_id\":\"" + ID + "\",\"meetings\":2,\"load_before\":60.0,"
                        + "\"load_after\":90.0,\"reason\":\"chosen\"}]}");
        assertThat(admin.get("getPlacementDryRun")
                        .json()
                        .at("/servers/0/reason")
                        .textValue())
                .isEqualTo("tag");
        assertThat(redis.zscore(key("server_load"), ID)).isEqualTo(60);
        assertThat(admin.get("getPlacementDryRun", "count", "1001").status()).isEqualTo(400);
        assertThat(admin.get("getPlacementDryRun", "tenantId", "none").status()).isEqualTo(404);
        assertThat(admin.get("getPlacements", "meetingID", "unknown").answer().body())
                .isEqualTo("{\"placements\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                        | server.url is missing
            {"server": {}}                                                            | server.url is missing
            {"server": {"url": "https://x.example.org/bigbluebutton/api"}}            | server.secret is missing
            {"server": {"url": "ftp://x/api", "secret": "s"}}                         | 'ftp://x/api' is not the API of a BBB server
            {"server": {"url": "https://x/api", "secret": " "}}                       | the secret of a server is blank
            {"server": {"url": "https://x/api", "secret": "s", "load_multiplier": -1}} | '-1' is no load multiplier: give a number above 0
            {"server": {"url": "https://x/api", "secret": "s", "load_multiplier": "x"}} | 'x' is no load multiplier
            {"server": {"url": "https://x/api", "secret": "s", "tag": "a;b"}}         | 'a;b' is no tag
            {"server": {"url": ["https://x/api"], "secret": "s"}}                     | server.url cannot be read: give a text
            {"server": "bbb"}                                                         | server cannot be read: give an object
            [{"server": {}}]                                                          | the body is no JSON object
            null                                                                      | the body is no JSON object
            {"server": {"url": "https://bbb1.example.org/bigbluebutton/api/", "secret": "s"}} | a server with this URL or id is registered already
            """)
    void whatCannotBeRightIsRefusedWithTheReason(String body, String reason) {
        admin.post("addServer", body).assertRefused(reason);
        assertThat(redis.smembers(key("servers"))).containsExactly(ID);
    }

    @Test
    void aServerIsChangedAsScaleliteReadsIt() {
        Reply cordoned = admin.post("updateServer", "{\"id\":\"" + ID + "\",\"server\":{\"state\":\"cordon\"}}");
        assertThat(cordoned.status()).isEqualTo(200);
        assertThat(cordoned.json().get("state").textValue()).isEqualTo("cordoned");
        assertThat(redis.hget(key("server:" + ID), "state")).isEqualTo("cordoned");
        assertThat(redis.smembers(key("server_enabled"))).isEmpty();
        assertThat(redis.zscore(key("cordoned_server_load"), ID)).isEqualTo(60);

        admin.post("updateServer", "{\"id\":\"" + ID + "\",\"server\":{\"state\":\"disable\"}}");
        assertThat(redis.hget(key("server:" + ID), "state")).isEqualTo("disabled");
        assertThat(redis.zscore(key("cordoned_server_load"), ID)).isNull();

        Reply changed = admin.post(
                "updateServer",
                "{\"id\":\"" + ID + "\",\"server\":{\"state\":\"enable\","
                        + "\"load_multiplier\":\"3\",\"secret\":\"new-secret\",\"tag\":\"\"}}");
        assertThat(changed.json().get("load_multiplier").textValue()).isEqualTo("3.0");
        assertThat(redis.smembers(key("server_enabled"))).containsExactly(ID);
        assertThat(redis.hgetall(key("server:" + ID)))
                .containsEntry("state", "enabled")
                .containsEntry("load_multiplier", "3.0")
                .containsEntry("secret", "new-secret")
                .doesNotContainKey("tag");
        assertThat(audited()).hasSize(3).allMatch(entry -> entry.startsWith("server.update"));
        assertThat(audited().getLast()).contains("(hidden)").doesNotContain("new-secret", "bbb-secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"server": {"state": "enable"}}          | id is missing
            {"id": " ", "server": {}}                | id is missing
            {"id": "%s", "state": "on"}              | server.state is 'on'
            {"id": "%s", "server": {"state": "on"}}  | server.state is 'on', which is not allowed: give enable, cordon or disable
            {"id": "%s", "server": {"secret": ""}}   | the secret of a server is blank
            {"id": "%s", "server": {"load_multiplier": 0}} | '0' is no load multiplier
            """)
    void aWrongChangeChangesNothing(String body, String reason) {
        Map<String, String> before = redis.hgetall(key("server:" + ID));
        admin.post("updateServer", body.replace("%s", ID)).assertRefused(reason);
        assertThat(redis.hgetall(key("server:" + ID))).isEqualTo(before);
        assertThat(audited()).isEmpty();
    }

    @Test
    void aServerIsRemovedWithAllThatScaleliteWroteOfIt() {
        Reply reply = admin.post("deleteServer", "{\"id\":\"" + ID + "\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.answer().body()).isEqualTo("{\"success\":\"Server id=" + ID + " was destroyed\"}");
        assertThat(redis.keys(key("*"))).containsExactly(key("v2:audit"));
    }

    @Test
    void aServerWithMeetingsIsRemovedByForceOnly() {
        redis.sadd(key("meetings"), "room-1");
        redis.hset(key("meeting:room-1"), Map.of("server_id", ID, "moderator_pw", "mp"));
        Reply refused = admin.post("deleteServer", "{\"id\":\"" + ID + "\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("has meetings (1)", "force");
        assertThat(admin.post("deleteServer", "{\"id\":\"" + ID + "\",\"force\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(redis.exists(key("meeting:room-1"))).isZero();
    }
}
