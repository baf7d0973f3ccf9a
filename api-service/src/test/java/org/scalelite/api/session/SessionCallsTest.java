package org.scalelite.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.meeting.SessionDirectory;
import org.scalelite.common.meeting.SessionKey;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** The calls about sessions, of two tenants on three BBB servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionCallsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SERVERS = 3;

    private final TestSuite suite = new TestSuite(SERVERS);
    private final ApiService replica = suite.with("MULTITENANCY_ENABLED", "true")
            .with("URL_HOST", "sl.example.org")
            .with("RESPONSE_TIMEOUT", "6")
            .replica();
    private final TestTenants tenants = new TestTenants(suite, replica);
    private final TenantFrontEnd one = tenants.frontEnd("one", Map.of());
    private final TenantFrontEnd two = tenants.frontEnd("two", Map.of());

    @AfterAll
    void stop() {
        suite.close();
    }

    @AfterEach
    void endAllMeetings() {
        for (SimulatedBbbServer server : suite.servers()) {
            server.restartEmpty();
            server.dropRequestLog();
        }
        RedisStore redis = suite.registry().redis();
        for (int i = 0; i < SERVERS; i++) {
            redis.commands()
                    .del(redis.keys().of(RedisKey.RESERVATIONS, suite.id(i).value()));
            suite.registry().poll(suite.id(i), 0);
        }
    }

    /** Creates a meeting and has a user join it by the redirect; returns the session token. */
    private String joined(TenantFrontEnd tenant, String meetingId, String role) {
        assertThat(tenant.create(meetingId, "allowRequestsWithoutSession", "true")
                        .isSuccess())
                .isTrue();
        Answer redirect =
                tenant.get("join", "meetingID", meetingId, "fullName", "Ada & Bob", "role", role, "redirect", "false");
        assertThat(redirect.status()).isEqualTo(302);
        String token = follow(redirect.location()).text("session_token").orElseThrow();
        host(meetingId).connectUsers(meetingId, 1, 0);
        return token;
    }

    private static Answer follow(URI url) {
        return new FrontEnd(url, "").send(HttpRequest.newBuilder(url).GET());
    }

    private SimulatedBbbServer host(String meetingId) {
        return suite.hosting(meetingId).getFirst();
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        try {
            return JSON.readTree(answer.body()).path("response");
        } catch (Exception e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }

    private static void assertRefused(Answer answer, String key) {
        assertThat(json(answer).path("returncode").asText()).as(answer.body()).isEqualTo("FAILED");
        assertThat(json(answer).path("messageKey").asText()).as(answer.body()).isEqualTo(key);
        assertThat(json(answer).path("message").asText()).isNotEmpty();
    }

    private long calls(String call) {
        return suite.servers().stream()
                .mapToLong(server -> server.requests(call).size())
                .sum();
    }

    @Test
    void joinUrlIsThatOfTheServerWithTheSession() {
        joined(one, "other-room", "VIEWER");
        String token = joined(one, "room", "VIEWER");
        Answer answer = one.get("getJoinUrl", "sessionToken", token, "sessionName", "2nd & more", "userdata-x", "ü");
        JsonNode response = json(answer);
        assertThat(response.path("returncode").asText()).as(answer.body()).isEqualTo("SUCCESS");
        String url = response.path("url").asText();
        assertThat(url).startsWith(host("room").apiUrl() + "/join?").contains("userdata-x=%C3%BC");
        assertThat(follow(URI.create(url)).status()).as("a signed URL").isEqualTo(302);
        assertThat(host("room").requests("getJoinUrl").getLast().parameters())
                .containsEntry("sessionName", "2nd & more")
                .containsEntry("sessionToken", token);
    }

    @Test
    void foundServerIsSharedByAllReplicas() {
        String token = joined(one, "shared", "VIEWER");
        assertThat(json(one.get("getJoinUrl", "sessionToken", token))
                        .path("url")
                        .asText())
                .isNotEmpty();
        long before = calls("getJoinUrl");
        TenantFrontEnd elsewhere = new TenantFrontEnd(suite.replica(), "one.sl.example.org", "secret-of-one");
        assertThat(json(elsewhere.get("getJoinUrl", "sessionToken", token))
                        .path("returncode")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(calls("getJoinUrl")).isEqualTo(before + 1);
        assertThat(suite.registry().redis().commands().keys("*v2:session:*"))
                .isNotEmpty()
                .noneMatch(key -> key.contains(token));
    }

    @Test
    void onlyServersWithMeetingsAreAsked() {
        String token = joined(one, "single", "VIEWER");
        suite.servers().forEach(SimulatedBbbServer::dropRequestLog);
        assertThat(json(one.get("getJoinUrl", "sessionToken", token))
                        .path("returncode")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(suite.servers())
                .filteredOn(server -> !server.requests("getJoinUrl").isEmpty())
                .containsExactly(host("single"));
    }

    @Test
    void tokenOfAnotherTenantIsUnknown() {
        String token = joined(one, "private", "MODERATOR");
        for (String call : List.of("getJoinUrl", "learningDashboard")) {
            assertRefused(two.get(call, "sessionToken", token), "missingSession");
            assertThat(json(one.get(call, "sessionToken", token))
                            .path("returncode")
                            .asText())
                    .isEqualTo("SUCCESS");
            assertRefused(two.get(call, "sessionToken", token), "missingSession");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"getJoinUrl", "learningDashboard"})
    void invalidTokensReachNoServer(String call) {
        assertRefused(one.get(call), "missingToken");
        assertRefused(one.get(call, "sessionToken", ""), "missingToken");
        assertRefused(one.get(call, "sessionToken", "a/../b"), "missingSession");
        assertRefused(one.get(call, "sessionToken", "a".repeat(5_000)), "missingSession");
        assertThat(calls(call)).isZero();
    }

    @Test
    void unknownTokenIsSearchedOnce() {
        joined(one, "unknown", "VIEWER");
        for (int i = 0; i < 5; i++) {
            assertRefused(one.get("getJoinUrl", "sessionToken", "unknown0"), "missingSession");
        }
        assertThat(calls("getJoinUrl")).isEqualTo(1);
    }

    @Test
    void learningDashboardIsForModerators() {
        String moderator = joined(one, "dashboard", "MODERATOR");
        Answer answer = one.get("learningDashboard", "sessionToken", moderator);
        assertThat(json(answer).path("data").asText()).as(answer.body()).contains("\"extId\":\"dashboard\"");
        String viewer = joined(one, "dashboard", "VIEWER");
        Answer refused = one.get("learningDashboard", "sessionToken", viewer);
        assertThat(json(refused).path("message").asText()).isEqualTo("Access denied");
    }

    @Test
    void bigDashboardIsForwardedByteForByte() {
        String token = joined(one, "big", "MODERATOR");
        String big = "{\"response\":{\"returncode\":\"SUCCESS\",\"data\":\"" + "é{}".repeat(1_000_000) + "\"}}";
        host("big").inject(new Fault.Answer(200, "application/json", big), "learningDashboard");
        assertThat(one.get("learningDashboard", "sessionToken", token).body()).isEqualTo(big);
    }

    @Test
    void failingServersGiveErrorsInJson() {
        String token = joined(one, "fails", "MODERATOR");
        SimulatedBbbServer host = host("fails");
        host.inject(new Fault.Answer(502, "text/html", "<html>bad gateway</html>"));
        assertRefused(one.get("getJoinUrl", "sessionToken", token), "internalError");
        host.recover();
        new SessionDirectory(suite.registry().redis()).put(new SessionKey(tenantId("fails"), token), suite.idOf(host));
        host.inject(new Fault.Answer(200, "text/html", "<html>maintenance</html>"));
        assertRefused(one.get("getJoinUrl", "sessionToken", token), "internalError");
        host.inject(new Fault.Hang());
        long start = System.nanoTime();
        assertRefused(one.get("learningDashboard", "sessionToken", token), "internalError");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestTimeout.LIMIT);
    }

    private String tenantId(String meetingId) {
        return Objects.requireNonNull(
                host(meetingId).meeting(meetingId).orElseThrow().metadata().get("tenant-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback", "getJoinUrl", "learningDashboard"})
    void errorsBeforeTheHandlerAreJson(String call) {
        boolean exists = !call.equals("feedback");
        String checksum = exists ? "checksumError" : "unsupportedRequest";
        String path = "/bigbluebutton/api/" + call + "?sessionToken=x";
        assertRefused(send("GET", path, ""), checksum);
        assertRefused(send("GET", path + "&checksum=" + "0".repeat(64), ""), checksum);
        assertRefused(send("POST", path, "{\"rating\":5}"), exists ? "unsupportedContentType" : checksum);
        assertRefused(send("DELETE", path, ""), "unsupportedRequest");
    }

    private Answer send(String method, String path, String body) {
        Browser.Reply reply = Browser.at(replica.uri().getPort())
                .as("one.sl.example.org")
                .with("Content-Type", "application/json")
                .send(method, path, body.getBytes(StandardCharsets.UTF_8));
        return new Answer(reply.status(), HttpHeaders.of(reply.headers(), (_, _) -> true), reply.text());
    }

    @Test
    void sessionsAreMergedForTheirTenant() {
        assertThat(one.get("getSessions").messageKey()).isEqualTo("noSessions");
        joined(one, "room-1", "VIEWER");
        joined(one, "room-2", "VIEWER");
        joined(one, "room-2", "VIEWER");
        joined(two, "room-3", "VIEWER");
        Answer answer = one.get("getSessions");
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        assertThat(answer.texts("userName")).containsExactly("Ada & Bob", "Ada & Bob", "Ada & Bob");
        assertThat(answer.texts("meetingID"))
                .containsOnly(internalId("room-1"), internalId("room-2"))
                .hasSize(3);
        assertThat(two.get("getSessions").texts("meetingID")).containsExactly(internalId("room-3"));
    }

    private String internalId(String meetingId) {
        return host(meetingId).meeting(meetingId).orElseThrow().internalId();
    }

    @Test
    void failingServerIsLeftOutOfSessions() {
        joined(one, "left-1", "VIEWER");
        joined(one, "left-2", "VIEWER");
        assertThat(host("left-1")).isNotEqualTo(host("left-2"));
        host("left-1").inject(new Fault.Answer(500, "text/html", "x"), "getMeetings");
        assertThat(one.get("getSessions").texts("meetingID")).containsExactly(internalId("left-2"));
    }
}
