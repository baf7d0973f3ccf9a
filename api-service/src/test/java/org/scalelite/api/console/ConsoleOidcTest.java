package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.console.testing.ConsoleBrowser;
import org.scalelite.api.console.testing.OpenIdProvider;
import org.scalelite.api.console.testing.OpenIdProvider.Fault;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.RecordedLog;

/** Login at an OpenID provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleOidcTest {
    private static final String ADDRESS = "/scalelite/console";
    private static final String SESSION = "scalelite_console=";

    private final OpenIdProvider provider = new OpenIdProvider();
    private final TestSuite suite = new TestSuite(1)
            .with("ADMIN_API_TOKENS", Operator.TOKENS)
            .with("CONSOLE_ENABLED", "true")
            .with("CONSOLE_OIDC_ISSUER", provider.issuer().toString())
            .with("CONSOLE_OIDC_CLIENT_ID", OpenIdProvider.CLIENT)
            .with("CONSOLE_OIDC_CLIENT_SECRET", OpenIdProvider.SECRET)
            .with("CONSOLE_OIDC_WRITE_GROUPS", "operators, admins")
            .with("CONSOLE_OIDC_READ_GROUPS", "support");
    private final ApiService api = suite.replica();
    private final Operator stranger = Operator.at(api.uri());

    @AfterAll
    void stop() {
        suite.close();
        provider.close();
    }

    @BeforeEach
    void user() {
        provider.inject(Fault.NONE);
        provider.login("ada", "operators");
    }

    private Reply begin(Operator browser, String next) {
        return browser.get("/oidc?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    private String callback(Reply begun) {
        URI back = provider.redirect(URI.create(begun.header("Location").orElseThrow()));
        return back.getRawPath().substring(ADDRESS.length()) + "?" + back.getRawQuery();
    }

    private Reply logIn(String next) {
        Reply begun = begin(stranger, next);
        return stranger.with("Cookie", begun.cookie())
                .with("Sec-Fetch-Site", "cross-site")
                .get(callback(begun));
    }

    private Operator loggedIn() {
        return stranger.withCookie(logIn("").cookie());
    }

    private static List<String> cookies(Reply reply) {
        return reply.headers().getOrDefault("set-cookie", List.of());
    }

    private static void assertThatNoSessionBegins(Reply reply, int status, String text) {
        assertThat(reply.text()).contains(text).contains("<h1>Error " + status);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(cookies(reply)).noneMatch(cookie -> cookie.startsWith(SESSION));
    }

    @Test
    void bindsALoginToTheBrowser() {
        Reply begun = begin(stranger, ADDRESS + "/meetings?q=a");
        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("Set-Cookie").orElseThrow())
                .startsWith("scalelite_console_oidc=")
                .endsWith("; Path=/scalelite/console/oidc; Max-Age=600; HttpOnly; SameSite=Lax");
        assertThat(begin(stranger.with("X-Forwarded-Proto", "https"), "")
                        .header("Set-Cookie")
                        .orElseThrow())
                .endsWith("; Secure");
    }

    @Test
    void endsInTheSessionOfATokenLogin() {
        Reply reply = logIn(ADDRESS + "/meetings?q=a");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Refresh")).contains("0;url=" + ADDRESS + "/meetings?q=a");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Referrer-Policy")).contains("same-origin");
        assertThat(cookies(reply))
                .anyMatch(cookie -> cookie.startsWith(SESSION)
                        && cookie.endsWith("; Path=/scalelite/console; HttpOnly; SameSite=Strict"))
                .anyMatch(cookie -> cookie.startsWith("scalelite_console_oidc=; ") && cookie.contains("Max-Age=0"));
    }

    @Test
    void auditsUsersApartFromTokens() {
        Operator ada = loggedIn();
        String id = suite.id(0).value();
        assertThat(ada.get("/server?id=" + id).text()).contains("/action?");
        Reply done = ada.post("/action", Map.of("id", id, "action", "disable"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(suite.registry().servers().find(suite.id(0)).orElseThrow().state())
                .isEqualTo(Server.State.DISABLED);
        assertThat(ada.get("/audit").text()).contains("console:oidc:ada");
        assertThat(ada.post("/action", Map.of("id", id, "action", "enable")).status())
                .isEqualTo(303);
        assertThat(ada.withCsrf("00")
                        .post("/action", Map.of("id", id, "action", "disable"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void letsReadersOnlyLook() {
        provider.login("nora", "support", "staff");
        Operator nora = loggedIn();
        String id = suite.id(0).value();
        String page = nora.get("/server?id=" + id).text();
        assertThat(page).contains("nora").contains("reads only").doesNotContain("/action?");
        Reply refused = nora.post("/action", Map.of("id", id, "action", "disable"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("nora may only read").contains("CONSOLE_OIDC_WRITE_GROUPS");
    }

    @Test
    void refusesUsersWithoutAGroup() {
        provider.login("mallory-7", "pupils");
        try (RecordedLog log = new RecordedLog()) {
            assertThatNoSessionBegins(logIn(""), 403, "You are in none of the groups that may use this console");
            assertThat(log.lines()).noneMatch(line -> line.contains("mallory-7") || line.contains("pupils"));
        }
        provider.login(Map.of("preferred_username", "mallory-7"));
        assertThatNoSessionBegins(logIn(""), 403, "CONSOLE_OIDC_GROUPS_CLAIM");
    }

    @Test
    void escapesNames() {
        provider.login("<script>alert(1)</script>", "support");
        assertThat(loggedIn().get("").text()).contains("&lt;script").doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/",
                "//evil.example.org",
                "/scalelite/console//evil.example.org",
                "/scalelite/console@evil.example.org",
                "javascript:alert(1)"
            })
    void leadsNowhereElseAfterTheLogin(String next) {
        assertThat(logIn(next).header("Refresh")).contains("0;url=" + ADDRESS);
    }

    @Test
    void refusesAnswersToOtherBrowsers() {
        Reply begun = begin(stranger, "");
        Reply other = begin(stranger, "");
        String callback = callback(begun);
        long calls = provider.asked("/token");
        assertThatNoSessionBegins(stranger.get(callback), 400, "log in again");
        assertThatNoSessionBegins(stranger.with("Cookie", other.cookie()).get(callback), 400, "log in again");
        assertThatNoSessionBegins(stranger.get("/oidc/callback"), 400, "log in again");
        assertThat(provider.asked("/token")).isEqualTo(calls);
        assertThat(stranger.with("Cookie", begun.cookie()).get(callback).status())
                .isEqualTo(200);
    }

    @Test
    void showsARefusalOfTheProvider() {
        Reply begun = begin(stranger, "");
        String state = callback(begun).replaceFirst(".*state=", "");
        Operator browser = stranger.with("Cookie", begun.cookie());
        assertThatNoSessionBegins(
                browser.get("/oidc/callback?error=access_denied&state=" + state), 401, "login: access_denied.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID_WRONG_NONCE", "ID_UNSIGNED", "ID_HMAC_WITH_SECRET"})
    void refusesWrongIdTokens(String fault) {
        provider.inject(Fault.valueOf(fault));
        assertThatNoSessionBegins(logIn(""), 401, "The ID token of the OpenID provider is not valid");
    }

    @Test
    void delaysGuessesOfCodes() {
        Operator guesser = stranger.with("X-Forwarded-For", "192.0.2.8");
        Reply begun = begin(guesser, "");
        String state = callback(begun).replaceFirst(".*state=", "");
        Operator browser = guesser.with("Cookie", begun.cookie());
        long calls = provider.asked("/token");
        try (RecordedLog log = new RecordedLog()) {
            String page = "/oidc/callback?code=guess&state=" + state;
            assertThatNoSessionBegins(browser.get(page), 401, "does not know this login");
            for (int i = 0; i < 20; i++) {
                browser.get(page);
            }
            Reply refused = browser.get(page);
            assertThatNoSessionBegins(refused, 429, "Too many failed logins");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(log.lines()).noneMatch(line -> line.contains("guess") || line.contains(state));
        }
        assertThat(provider.asked("/token") - calls).isBetween(10L, 13L);
    }

    @Test
    void endsLoginsThatAnotherReplicaBegan() {
        Reply begun = begin(stranger, "");
        Operator other = Operator.at(suite.replica().uri());
        // The provider compares the address that the login began with.
        Reply reply = other.with("Cookie", begun.cookie())
                .with("X-Forwarded-Host", "127.0.0.1:" + api.uri().getPort())
                .get(callback(begun));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(stranger.withCookie(reply.cookie()).get("").status()).isEqualTo(200);
    }

    @Test
    void comesBackToThePublicAddress() {
        Reply begun = begin(stranger.with("X-Forwarded-Host", "sl.example.org").with("X-Forwarded-Proto", "https"), "");
        assertThat(begun.header("Location").orElseThrow())
                .contains("redirect_uri=https%3A%2F%2Fsl.example.org%2Fscalelite%2Fconsole%2Foidc%2Fcallback&");
    }

    @Test
    void logsOutAtTheProvider() {
        Reply reply = loggedIn().post("/logout", Map.of());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Refresh").orElseThrow())
                .startsWith("0;url=http://localhost:")
                .contains("/logout?client_id=scalelite")
                .endsWith("%2Fscalelite%2Fconsole%2Flogin");
        assertThat(reply.header("Set-Cookie").orElseThrow()).startsWith(SESSION).contains("Max-Age=0");
        assertThat(stranger.login(Operator.READ).post("/logout", Map.of()).status())
                .as("a token has no session at the provider")
                .isEqualTo(303);
    }

    @Test
    void crossesSitesInABrowser() {
        HeadlessBrowser.assumeInstalled("the login by OpenID Connect in a browser");
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.window(api.uri(), 1200, false);
            page.navigate(ADDRESS + "/meetings?q=a");
            page.click("a.main");
            PlaywrightAssertions.assertThat(page.locator("form.user")).containsText("ada");
            assertThat(page.url()).endsWith(ADDRESS + "/meetings?q=a");
            page.click("form.user button:not(.theme)");
            PlaywrightAssertions.assertThat(page.locator("#token")).isVisible();
            assertThat(page.url()).endsWith(ADDRESS + "/login");
            assertThat(provider.asked("/logout")).isPositive();
        }
    }

    @Test
    void endsSessionsWhenTheGroupsChange() {
        String cookie = logIn("").cookie();
        ApiService changed = suite.with("CONSOLE_OIDC_WRITE_GROUPS", "admins").replica();
        assertThat(Operator.at(changed.uri()).withCookie(cookie).get("").status())
                .isEqualTo(303);
        suite.with("CONSOLE_OIDC_WRITE_GROUPS", "operators, admins");
        assertThat(stranger.withCookie(cookie).get("").status()).isEqualTo(200);
    }

    @Test
    void offersBothLogins() {
        assertThat(stranger.get("/login?next=%2Fscalelite%2Fconsole%2Faudit").text())
                .contains("href=\"/scalelite/console/oidc?next=%2Fscalelite%2Fconsole%2Faudit\"")
                .contains("Token of the admin API");
        ApiService without = suite.with("CONSOLE_OIDC_ISSUER", "").replica();
        assertThat(Operator.at(without.uri()).get("/login").text()).doesNotContain("/oidc");
        suite.with("CONSOLE_OIDC_ISSUER", provider.issuer().toString());
    }

    @Test
    void worksWithTokensWhileTheProviderHangs() throws Exception {
        try (OpenIdProvider dead = new OpenIdProvider();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            dead.inject(Fault.DISCOVERY_HANGS);
            ApiService replica =
                    suite.with("CONSOLE_OIDC_ISSUER", dead.issuer().toString()).replica();
            suite.with("CONSOLE_OIDC_ISSUER", provider.issuer().toString());
            assertThat(dead.asked()).as("calls at the start").isZero();
            Operator browser = Operator.at(replica.uri());
            browser.get("/login");
            Instant start = Instant.now();
            List<Future<Reply>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(threads.submit(() -> browser.get("/oidc")));
            }
            assertThat(browser.login(Operator.WRITE).get("").status()).isEqualTo(200);
            for (Future<Reply> reply : waiting) {
                assertThat(reply.get().status()).isEqualTo(503);
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(60));
            assertThat(dead.asked()).isLessThan(5);
        }
    }
}
