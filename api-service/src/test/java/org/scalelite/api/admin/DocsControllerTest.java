package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.api.testing.TestSuite;

/** The page to try the admin API: only with a token, and without anything of another site. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsControllerTest {
    private static final String TOKEN = "reader-token-0123456789abcdefghijklmnopqrstuv";

    private final TestSuite suite = new TestSuite(1).with("ADMIN_API_TOKENS", AdminClient.entry("ada", "read", TOKEN));
    private final AdminClient switchedOff = AdminClient.signing(suite.replica(), "none");
    private final ApiService replica = suite.with("ADMIN_API_DOCS", "true").replica();
    private final AdminClient browser = AdminClient.signing(replica, "none");

    @AfterAll
    void stop() {
        suite.close();
    }

    private Reply get(AdminClient client, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.raw(path));
        return client.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/page.js", "/swagger-ui.css", "/swagger-ui-bundle.js"})
    void servesFilesToHoldersOfATokenOnly(String file) {
        Reply refused = get(browser, "/docs" + file, "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.answer().header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(refused.answer().body()).hasSizeLessThan(200);

        Reply served = get(browser, "/docs" + file, basic("any:" + TOKEN));
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.answer().header("Content-Security-Policy"))
                .contains("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(served.answer().header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic %%%", "Basic Og==", "Basic YWRh", "Bearer x", "basic eDp5"})
    void refusesOtherCredentials(String authorization) {
        assertThat(get(browser, "/docs", authorization).status()).isIn(401, 429);
    }

    @Test
    void servesNothingElse() {
        for (String path : new String[] {"/docs/page.html", "/docs/..%2fpage.js", "/docs/swagger-ui.js"}) {
            assertThat(get(browser, path, basic("any:" + TOKEN)).answer().body())
                    .as(path)
                    .doesNotContain("swagger");
        }
    }

    @Test
    void wrongTokensAreThrottledRightOnesAreNot() {
        int throttled = 0;
        for (int i = 0; i < 30; i++) {
            throttled += get(browser, "/docs", basic("any:guess")).status() == 429 ? 1 : 0;
        }
        assertThat(throttled).isPositive();
        assertThat(get(browser, "/docs", basic("any:" + TOKEN)).status()).isEqualTo(200);
    }

    @Test
    void noCallAcceptsTheCredentialsOfThePage() {
        assertThat(get(browser, "/getServers", basic("any:" + TOKEN)).answer().body())
                .contains("checksumError");
    }

    @Test
    void isUnknownWhileSwitchedOff() {
        assertThat(get(switchedOff, "/docs", basic("any:" + TOKEN)).answer().body())
                .contains("unsupportedRequest");
    }

    @Test
    void browserShowsEachCallWithinThePolicy(@TempDir Path directory) throws IOException {
        HeadlessBrowser.assumeInstalled("THE PAGE TO TRY THE ADMIN API IS TESTED IN NO BROWSER");
        URI page = browser.raw("/docs");
        HeadlessBrowser chromium = new HeadlessBrowser(directory);
        // It prints the page when that is loaded, which may be before the script of the page has got the description.
        String document = await().until(
                        () -> chromium.load(
                                "http://ada:%s@127.0.0.1:%d%s".formatted(TOKEN, page.getPort(), page.getPath()),
                                "--virtual-time-budget=20000",
                                "--enable-logging=stderr"),
                        text -> text.contains("Authorize"));
        assertThat(document).contains("/scalelite/api/getPoolStatus", "/scalelite/api/drainServer");
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> logs = files.filter(file -> file.endsWith("log")).toList();
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(Files.readAllLines(log)).noneMatch(line -> line.contains("CONSOLE")));
        }
    }
}
