package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.token.SignedToken;

/** Who may use the console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleAccessTest {
    private static final String ADDRESS = "/scalelite/console";

    private final TestSuite suite = new TestSuite(1).with("ADMIN_API_TOKENS", Operator.TOKENS);
    private final ApiService off = suite.replica();
    private final ApiService api = suite.with("CONSOLE_ENABLED", "true").replica();
    private final Operator stranger = Operator.at(api.uri());

    @AfterAll
    void stop() {
        suite.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/login", "/assets/console.css", "/server?id=x"})
    void answersNothingWhenSwitchedOff(String page) {
        assertThat(Operator.at(off.uri()).get(page).text()).contains("<messageKey>unsupportedRequest</messageKey>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/server?id=x",
                "/meetings?q=a",
                "/recordings",
                "/callbacks",
                "/tenants",
                "/audit",
                "/end?id=x"
            })
    void redirectsToTheLoginWithoutASession(String page) {
        Reply reply = stranger.get(page);
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location").orElseThrow()).startsWith(ADDRESS + "/login?next=%2Fscalelite%2Fconsole");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void loadsLinksOfOtherSitesAgain() {
        Reply reply = stranger.with("Sec-Fetch-Site", "cross-site").get("/meetings?q=a");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        String login = "/login?next=%2Fscalelite%2Fconsole%2Fmeetings%3Fq%3Da";
        assertThat(reply.header("Refresh")).contains("0;url=" + ADDRESS + login);
        assertThat(stranger.login(Operator.READ).get(login).header("Location")).contains(ADDRESS + "/meetings?q=a");
    }

    @Test
    void forgetsLongAddressesBeforeTheLogin() {
        assertThat(stranger.get("/meetings?q=" + "a".repeat(10_000)).header("Location"))
                .contains(ADDRESS + "/login?next=%2Fscalelite%2Fconsole%2Fmeetings");
    }

    @Test
    void refusesStreamsAndChangesWithoutASession() {
        assertThat(stranger.with("Accept", "text/event-stream").get("/stream").status())
                .isEqualTo(401);
        assertThat(stranger.post("/action", Map.of("id", suite.id(0).value(), "action", "disable"))
                        .status())
                .isEqualTo(401);
        assertThat(state()).isEqualTo(Server.State.ENABLED);
    }

    @Test
    void setsAStrictCookieAtTheLogin() {
        Reply plain = stranger.post("/login", Map.of("token", Operator.READ, "next", ADDRESS + "/meetings?q=a%20b"));
        assertThat(plain.status()).isEqualTo(303);
        assertThat(plain.header("Location")).contains(ADDRESS + "/meetings?q=a%20b");
        assertThat(plain.header("Set-Cookie").orElseThrow())
                .startsWith("scalelite_console=")
                .endsWith("; Path=/scalelite/console; HttpOnly; SameSite=Strict");
        Reply encrypted = stranger.with("X-Forwarded-Proto", "https").post("/login", Map.of("token", Operator.READ));
        assertThat(encrypted.header("Set-Cookie").orElseThrow()).endsWith("; SameSite=Strict; Secure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/",
                "//evil.example.org",
                "/scalelite/console//evil.example.org",
                "/scalelite/console@evil.example.org",
                "/scalelite/console/a\r\nX: y",
                "/bigbluebutton/api",
                "javascript:alert(1)"
            })
    void leadsNowhereElseAfterTheLogin(String next) {
        Reply reply = stranger.post("/login", Map.of("token", Operator.READ, "next", next));
        assertThat(reply.header("Location")).contains(ADDRESS);
    }

    @Test
    void setsSecurityHeadersOnEveryPage() {
        Operator nora = stranger.login(Operator.READ);
        for (Reply reply : new Reply[] {stranger.get("/login"), nora.get(""), nora.get("/server?id=unknown")}) {
            assertThat(reply.header("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'self'; ")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.text()).doesNotContainPattern("<script(?! src=)|<style| style=| on[a-z]+=");
        }
    }

    @Test
    void letsATokenOfScopeReadOnlyLook() {
        Operator nora = stranger.login(Operator.READ);
        String id = suite.id(0).value();
        assertThat(nora.get("/server?id=" + id).text()).doesNotContain("/action?");
        assertThat(nora.get("/action?action=disable&id=" + id).text()).doesNotContain("<button class=\"main");
        Reply refused = nora.post("/action", Map.of("id", id, "action", "disable"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("may only read");
        assertThat(state()).isEqualTo(Server.State.ENABLED);
        assertThat(nora.post("/logout", Map.of()).status()).isEqualTo(303);
    }

    @Test
    void refusesFormsOfOtherSitesAndSessions() {
        Operator ada = stranger.login(Operator.WRITE);
        Map<String, String> form = Map.of("id", suite.id(0).value(), "action", "disable");
        assertThat(ada.withCsrf("").post("/action", form).status()).isEqualTo(403);
        assertThat(ada.withCsrf(stranger.login(Operator.WRITE).csrf())
                        .post("/action", form)
                        .status())
                .isEqualTo(403);
        assertThat(ada.with("Sec-Fetch-Site", "cross-site")
                        .post("/action", form)
                        .status())
                .isEqualTo(403);
        assertThat(stranger.with("Sec-Fetch-Site", "cross-site")
                        .post("/login", Map.of("token", Operator.WRITE))
                        .status())
                .isEqualTo(403);
        assertThat(state()).isEqualTo(Server.State.ENABLED);
    }

    @Test
    void refusesForgedAndExpiredSessions() {
        AdminToken token = AdminToken.of("ada", AdminToken.Scope.WRITE, Operator.WRITE);
        String key = "console\n" + TestSuite.SECRET + "\n" + token.entry();
        assertThat(cookie(key, Instant.now().plusSeconds(60)).get("").status()).isEqualTo(200);
        assertThat(cookie(key, Instant.now().minusSeconds(60)).get("").status()).isEqualTo(303);
        assertThat(cookie(TestSuite.SECRET, Instant.now().plusSeconds(60))
                        .get("")
                        .status())
                .isEqualTo(303);
        for (String value : new String[] {"", "a.b.c", "x".repeat(8_000), "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."}) {
            assertThat(stranger.withCookie("scalelite_console=" + value).get("").status())
                    .as(value)
                    .isEqualTo(303);
        }
    }

    private Operator cookie(String key, Instant expiry) {
        Map<String, ?> claims = Map.of("sub", "ada", "csrf", "00", "exp", expiry);
        return stranger.withCookie("scalelite_console=" + SignedToken.sign(claims, SignedToken.Hash.HS256, key));
    }

    @Test
    void acceptsSessionsOfOtherReplicasUntilTheTokenIsRemoved() {
        String cookie = stranger.post("/login", Map.of("token", Operator.WRITE)).cookie();
        assertThat(Operator.at(suite.replica().uri()).withCookie(cookie).get("").status())
                .isEqualTo(200);
        String others =
                AdminToken.of("ada", AdminToken.Scope.WRITE, "another-token").entry();
        ApiService changed = suite.with("ADMIN_API_TOKENS", others).replica();
        assertThat(Operator.at(changed.uri()).withCookie(cookie).get("").status())
                .isEqualTo(303);
        suite.with("ADMIN_API_TOKENS", Operator.TOKENS);
    }

    @Test
    void delaysGuessesOfTokens() {
        try (RecordedLog log = new RecordedLog()) {
            Operator guesser = stranger.with("X-Forwarded-For", "192.0.2.7");
            assertThat(guesser.post("/login", Map.of("token", "guess")).status())
                    .isEqualTo(401);
            Reply last = guesser.post("/login", Map.of("token", "guess"));
            for (int i = 0; i < 20; i++) {
                last = guesser.post("/login", Map.of("token", "guess"));
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.header("Retry-After")).isPresent();
            assertThat(log.lines()).noneMatch(line -> line.contains("guess"));
            assertThat(guesser.post("/login", Map.of("token", Operator.READ)).status())
                    .as("a right token is never held up")
                    .isEqualTo(303);
        }
    }

    @Test
    void refusesLargeFormsAndOtherBodies() {
        assertThat(stranger.post("/login", Map.of("token", "x".repeat(20_000))).status())
                .isEqualTo(413);
        assertThat(stranger.post("/login?" + "a&".repeat(2_000), Map.of("token", "%"))
                        .status())
                .isIn(401, 400);
        assertThat(stranger.browser()
                        .with("Content-Type", "application/json")
                        .send("POST", ADDRESS + "/login", new byte[] {'{', '}'})
                        .status())
                .isEqualTo(415);
        assertThat(stranger.browser()
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .send("POST", ADDRESS + "/login", new byte[] {'%', 'z'})
                        .status())
                .isEqualTo(400);
    }

    @Test
    void servesFilesThatChangeTheirAddress() {
        Reply css = stranger.get("/assets/console.css");
        assertThat(css.header("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(css.header("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(stranger.get("/assets/htmx.js").text()).contains("htmx");
        assertThat(stranger.get("/assets/..%2f..%2fapplication.yml").status()).isNotEqualTo(500);
        assertThat(stranger.get("/assets/unknown.js").text()).doesNotContain("unknown.js");
    }

    private Server.State state() {
        return suite.registry().servers().find(suite.id(0)).orElseThrow().state();
    }
}
