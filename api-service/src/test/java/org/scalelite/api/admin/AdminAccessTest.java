package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.RecordedLog;

/** Who may call the admin API, and what others hear (specification, sections 5.3, 5.13 and 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminAccessTest {
    private static final String READ = "read-token-0123456789abcdefghijklmnopqrstuvw";
    private static final String WRITE = "write-token-0123456789abcdefghijklmnopqrstuv";
    private static final String NEW_SERVER =
            "{\"server\":{\"url\":\"https://new%s.example.org/bigbluebutton/api\",\"secret\":\"s\"}}";

    private final TestSuite suite = new TestSuite(1)
            .with("LOADBALANCER_SECRETS", "second-secret")
            .with("MULTITENANCY_ENABLED", "true")
            .with(
                    "ADMIN_API_TOKENS",
                    AdminClient.entry("dashboard", "read", READ) + "," + AdminClient.entry("robot", "write", WRITE));
    private final ApiService open = suite.replica();
    private final ApiService strict = suite.with("ADMIN_API_CHECKSUM", "false")
            .with("ADMIN_API_HIDE_SECRETS", "true")
            .replica();
    private final RecordedLog log = new RecordedLog();

    @AfterAll
    void stop() {
        log.close();
        suite.close();
    }

    private void tenant(String name, String secrets) {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.TENANTS), "id-" + name);
        redis.hset(
                keys.of(RedisKey.TENANT, "id-" + name),
                Map.of("name", name, "secrets", secrets, "lrs_password", "lrs-pass"));
        redis.hset(keys.of(RedisKey.TENANT_NAME, name), "id", "id-" + name);
    }

    private static void isChecksumError(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.answer().messageKey()).isEqualTo("checksumError");
    }

    @Test
    void refusesOtherSecrets() {
        tenant("school", "tenant-secret");
        isChecksumError(AdminClient.signing(open, "wrong").get("getServers"));
        isChecksumError(AdminClient.signing(open, "tenant-secret").get("getServers"));
        isChecksumError(AdminClient.signing(open, "").post("addServer", NEW_SERVER.formatted("")));
        AdminClient admin = AdminClient.signing(open, TestSuite.SECRET);
        isChecksumError(admin.send(HttpRequest.newBuilder(admin.raw("/getServers"))));
        String ofAnother = admin.address("getTenants").getRawQuery();
        isChecksumError(admin.send(HttpRequest.newBuilder(admin.raw("/getServers?" + ofAnother))));
        String query = admin.address("getServerInfo", "id", "a").getRawQuery().replace("id=a", "id=b");
        isChecksumError(admin.send(HttpRequest.newBuilder(admin.raw("/getServerInfo?" + query))));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /unknown",
        "GET,    /getservers",
        "GET,    /getServers.xml",
        "GET,    /addServer",
        "GET,    ''",
        "POST,   /getServers",
        "POST,   /openapi.yml",
        "PUT,    /updateServer",
        "DELETE, /deleteServer",
        "PATCH,  /updateServer",
    })
    void whatIsNoCallGetsTheAnswerOfTheBbbApi(String method, String path) {
        for (String token : new String[] {WRITE, "wrong"}) {
            AdminClient admin = AdminClient.withToken(open, token);
            Reply reply = admin.send(
                    HttpRequest.newBuilder(admin.raw(path)).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.answer().messageKey()).isEqualTo("unsupportedRequest");
        }
    }

    @Test
    void headSlashesAndOtherHostsAreAsInTheBbbApi() {
        AdminClient admin = AdminClient.withToken(open, READ);
        for (String path : new String[] {"/getServers/", "//getServers", "/getServers//"}) {
            assertThat(admin.send(HttpRequest.newBuilder(admin.raw(path))).status())
                    .as(path)
                    .isEqualTo(200);
        }
        Reply head = admin.send(HttpRequest.newBuilder(admin.raw("/getServers")).HEAD());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.answer().body()).isEmpty();
        assertThat(admin.send(HttpRequest.newBuilder(admin.raw("/getServerInfo?id=x"))
                                .HEAD())
                        .status())
                .isEqualTo(404);
        try (TestSuite named = new TestSuite(1).with("URL_HOST", "sl.example.org")) {
            AdminClient stranger = AdminClient.signing(named.replica(), TestSuite.SECRET);
            assertThat(stranger.get("getServers").status()).isEqualTo(403);
            assertThat(stranger.send(HttpRequest.newBuilder(stranger.raw("/openapi.yml")))
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/getServers?x=%zz", "/getServers?x=%ff", "/getServers?%"})
    void aMalformedQueryIsABadRequestWithoutABody(String path) {
        assertThat(Raw.get(open, "/scalelite/api" + path, READ))
                .startsWith("HTTP/1.1 400")
                .endsWith("\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"id\":}", "[1,]", "\"x", "{} {}", "{\"a\":1}}", "id=1"})
    void malformedJsonIsABadRequestWithoutABody(String body) {
        for (AdminClient admin :
                new AdminClient[] {AdminClient.withToken(open, WRITE), AdminClient.signing(open, TestSuite.SECRET)}) {
            Reply reply = admin.post("updateServer", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.answer().body()).isEmpty();
        }
    }

    @Test
    void formsAndLargeBodiesAreRefusedWithAReason() {
        AdminClient admin = AdminClient.withToken(open, WRITE);
        byte[] body = NEW_SERVER.formatted("form").getBytes(StandardCharsets.UTF_8);
        for (String form : new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            Reply reply = admin.post("addServer", form, body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).contains("the body is a form", "application/json");
        }
        Reply large = admin.post("addServer", "{\"x\":\"" + "a".repeat(1 << 20) + "\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.error()).contains("1048576 bytes");
        assertThat(admin.post("updateServer", "{\"x\":\"" + "a".repeat(1 << 19) + "\"}")
                        .error())
                .as("half as much is read")
                .isEqualTo("id is missing");
    }

    @Test
    void jsonNeedsNoContentType() {
        AdminClient admin = AdminClient.withToken(open, WRITE);
        Reply reply = admin.send(HttpRequest.newBuilder(admin.raw("/addServer"))
                .POST(HttpRequest.BodyPublishers.ofString(NEW_SERVER.formatted("-untyped"))));
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void aTokenOfScopeReadChangesNothing() {
        AdminClient dashboard = AdminClient.withToken(open, READ);
        assertThat(dashboard.get("getServers").status()).isEqualTo(200);
        for (String call : AdminClient.CHANGES) {
            Reply reply = dashboard.post(call, "{\"id\":\"" + suite.id(0) + "\",\"server\":{\"state\":\"disable\"}}");
            assertThat(reply.status()).as(call).isEqualTo(403);
            assertThat(reply.error()).contains("the token dashboard may only read");
            assertThat(reply.answer().header("WWW-Authenticate")).contains("insufficient_scope");
        }
        assertThat(suite.registry().load(suite.id(0))).isPresent();
    }

    @Test
    void whoGuessesTokensHasToWaitAndIsLoggedOnce() {
        AdminClient guesser = AdminClient.withToken(open, "guess");
        int refused = 0;
        Reply last = null;
        for (int i = 0; i < 30; i++) {
            last = guesser.send(
                    HttpRequest.newBuilder(guesser.raw("/getServers")).header("X-Forwarded-For", "192.0.2.1"));
            refused += last.status() == 429 ? 1 : 0;
        }
        assertThat(refused).isBetween(1, 20);
        assertThat(last).isNotNull();
        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.answer().header("Retry-After"))).isBetween(1, 60);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("came from 192.0.2.1;"))
                .hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("guess"));
        assertThat(guesser.send(HttpRequest.newBuilder(guesser.raw("/getServers"))
                                .header("X-Forwarded-For", "192.0.2.2"))
                        .status())
                .as("others are not held up")
                .isEqualTo(401);
        AdminClient neighbour = AdminClient.withToken(open, READ);
        assertThat(neighbour
                        .send(HttpRequest.newBuilder(neighbour.raw("/getServers"))
                                .header("X-Forwarded-For", "192.0.2.1"))
                        .status())
                .as("nor is whoever has a token, at the same address")
                .isEqualTo(200);
    }

    @Test
    void signedCallsCanBeReplayedWhileChecksumsAreOn() {
        AdminClient admin = AdminClient.signing(open, TestSuite.SECRET);
        URI overheard = admin.address("addServer");
        assertThat(admin.send(HttpRequest.newBuilder(overheard)
                                .POST(HttpRequest.BodyPublishers.ofString(NEW_SERVER.formatted("-replayed"))))
                        .status())
                .as("the checksum does not cover the body: so Scalelite has it")
                .isEqualTo(201);
        Reply refused = AdminClient.signing(strict, TestSuite.SECRET)
                .send(HttpRequest.newBuilder(
                                URI.create(strict.uri() + overheard.getRawPath() + "?" + overheard.getRawQuery()))
                        .POST(HttpRequest.BodyPublishers.ofString(NEW_SERVER.formatted("-again"))));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).contains("Authorization: Bearer TOKEN");
        assertThat(refused.answer().header("WWW-Authenticate")).isEqualTo("Bearer realm=\"scalelite\"");
        assertThat(AdminClient.withToken(strict, WRITE).get("getServers").status())
                .isEqualTo(200);
    }

    @Test
    void secretsAreLeftOutWhereTheyAreToBeHidden() {
        tenant("hidden", "tenant-secret-9");
        AdminClient admin = AdminClient.withToken(strict, WRITE);
        String added = admin.post("addServer", NEW_SERVER.formatted("-hidden").replace("\"s\"", "\"server-secret-9\""))
                .answer()
                .body();
        String changed = admin.post(
                        "updateTenant",
                        "{\"id\":\"id-hidden\",\"tenant\":{\"kc_client_secret\":\"kc-secret-9\",\"kc_password\":\"kc-pass-9\",\"kc_username\":\"kc-user\"}}")
                .answer()
                .body();
        assertThat(admin.get("getTenantInfo", "id", "id-hidden").answer().body())
                .contains("kc-user");
        assertThat(added
                        + changed
                        + admin.get("getServers").answer().body()
                        + admin.get("getServerInfo", "id", suite.id(0).value())
                                .answer()
                                .body()
                        + admin.get("getTenants").answer().body()
                        + admin.get("getTenantInfo", "id", "id-hidden").answer().body()
                        + admin.get("getAuditLog").answer().body())
                .contains("id-hidden", suite.id(0).value())
                .doesNotContain(
                        "secret-9", "pass-9", "lrs-pass", suite.server(0).secret());
        assertThat(AdminClient.withToken(open, READ)
                        .get("getTenantInfo", "id", "id-hidden")
                        .answer()
                        .body())
                .contains("tenant-secret-9", "kc-secret-9", "lrs-pass");
        assertThat(log.lines()).noneMatch(line -> line.matches("(?s).*(secret-9|pass-9|lrs-pass).*"));
    }

    @Test
    void theAuditLogNamesWhoCalledAndNoSecret() {
        AdminClient robot = AdminClient.withToken(open, WRITE);
        String id = robot.post("addServer", NEW_SERVER.formatted("-audited"))
                .json()
                .get("id")
                .textValue();
        AdminClient.signing(open, "second-secret")
                .post(
                        "updateServer",
                        "{\"id\":\"" + id + "\",\"server\":{\"tag\":\"gpu\",\"secret\":\"other-secret\"}}");
        var entries = robot.get("getAuditLog", "subject", id).json().get("entries");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).get("action").textValue()).isEqualTo("server.update");
        assertThat(entries.get(0).get("actor").textValue()).matches("checksum:[0-9a-f]{8}");
        assertThat(entries.get(0).get("before").toString()).isEqualTo("{\"secret\":\"(hidden)\"}");
        assertThat(entries.get(0).get("after").get("tag").textValue()).isEqualTo("gpu");
        assertThat(entries.get(0).get("after").get("secret").textValue()).isEqualTo("(hidden)");
        assertThat(entries.get(1).get("actor").textValue()).isEqualTo("token:robot");
        assertThat(entries.get(1).get("at").textValue()).endsWith("Z");
        assertThat(robot.get("getAuditLog", "subject", id, "actor", "token:")
                        .json()
                        .get("entries"))
                .hasSize(1);
        assertThat(robot.get("getAuditLog", "subject", id, "limit", "1").json().get("entries"))
                .hasSize(1);
        assertThat(robot.get("getAuditLog", "limit", "0").error())
                .isEqualTo("limit is '0', which is not allowed: give a whole number from 1 to 1000");
    }
}
