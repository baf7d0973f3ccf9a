package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.playback.PlaybackFixture.Traits;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.common.testing.RecordedLog;

/** Playback links (specification, section 12). */
class PlaybackLinkTest {
    private static final String REC = "a1b2-1767603600123";
    private static final String LINK = "/recording/" + REC + "/presentation";

    private static final PlaybackFixture recordings = new PlaybackFixture();

    @AfterEach
    void renew() throws IOException {
        recordings.renew();
    }

    @AfterAll
    static void stop() throws IOException {
        recordings.close();
    }

    @Test
    void redirectsAnUnprotectedRecordingWithoutACookie() {
        Browser browser = recordings.browser();
        recordings.row(REC, Traits.open(), "presentation");
        Reply reply = browser.as("sl.example.org").get(LINK);
        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.header("Location")).contains("http://sl.example.org/playback/presentation/2.3/" + REC);
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(browser.as("sl.example.org:8443")
                        .with("X-Forwarded-Proto", "https")
                        .get(LINK + "/")
                        .header("Location"))
                .contains("https://sl.example.org:8443/playback/presentation/2.3/" + REC);
        assertThat(browser.head(LINK).status()).isEqualTo(307);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "nginx"})
    void warnsAboutAMissingPlayer(String delivery) {
        RecordedLog log = new RecordedLog(ApiService.class);
        // A replica that starts now.
        Browser browser = recordings
                .with("BUILD_NUMBER", delivery)
                .with("PLAYBACK_DELIVERY", delivery)
                .browser();
        log.close();
        assertThat(log.lines())
                .as("direct delivery warns at the start")
                .filteredOn(line -> line.startsWith("BBB player not found at " + recordings.player()))
                .filteredOn(line -> line.contains("install-player"))
                .hasSize(delivery.equals("direct") ? 1 : 0);
        Reply reply = browser.get("/playback/presentation/2.3/" + REC);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.text()).contains("BigBlueButton’s player, which is not installed", "install-player");
        assertThat(browser.with("Accept-Language", "de")
                        .get("/playback/presentation/2.3/")
                        .text())
                .contains("auf diesem Server nicht installiert");
        assertThat(browser.get("/playback/presentation/2.30/" + REC).text()).doesNotContain("install-player");
    }

    @Test
    void ignoresStoredLinksToOtherHosts() {
        Browser browser = recordings.browser();
        recordings.row(REC, Traits.open(), "presentation");
        for (String url : List.of("//evil.example/x", "/x\\r\\nSet-Cookie: a=b", "/\\\\evil.example", "/a/../../x")) {
            recordings.database().run("update playback_formats set url = E'" + url + "'");
            Reply reply = browser.get(LINK);
            assertThat(reply.status()).as(url).isEqualTo(404);
            assertThat(reply.header("Location")).as(url).isEmpty();
        }
        recordings.database().run("update playback_formats set url = 'https://bbb1.example.org/video/1/?a=b'");
        assertThat(browser.as("sl.example.org").get(LINK).header("Location"))
                .contains("http://sl.example.org/video/1/?a=b");
    }

    @Test
    void tokenOpensARecordingOnceAndSetsACookie() {
        Browser browser = recordings.browser().with("X-Forwarded-Proto", "https");
        recordings.row(REC, Traits.open().guarded(), "presentation");
        String link = LINK + "?token=" + recordings.token(REC, "presentation");
        Reply reply = browser.get(link);
        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.header("Location").orElseThrow())
                .endsWith("/playback/presentation/2.3/" + REC)
                .doesNotContain("token");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(List.of(reply.header("Set-Cookie").orElseThrow().split("; ", -1)))
                .contains("Path=/presentation/" + REC, "Secure", "HttpOnly", "SameSite=None")
                .first()
                .asString()
                .startsWith("recording_presentation_" + REC + "=");
        assertThat(reply.headers().get("set-cookie"))
                .as("for browsers that block third-party cookies, and for others")
                .containsExactly(
                        reply.header("Set-Cookie").orElseThrow(),
                        reply.header("Set-Cookie").orElseThrow() + "; Partitioned");
        assertThat(browser.get(link).fingerprint()).isEqualTo(browser.get(LINK).fingerprint());
        assertThat(browser.get(link).status()).isEqualTo(404);
    }

    @Test
    void headConsumesNoToken() {
        Browser browser = recordings.browser().with("X-Forwarded-Proto", "https");
        recordings.row(REC, Traits.open().guarded(), "presentation");
        String link = LINK + "?token=" + recordings.token(REC, "presentation");
        for (int i = 0; i < 2; i++) {
            Reply head = browser.head(link);
            assertThat(head.status()).isEqualTo(307);
            assertThat(head.header("Set-Cookie")).isEmpty();
        }
        assertThat(browser.head(LINK + "?token=" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(browser.get(link).header("Set-Cookie")).isPresent();
        assertThat(browser.head(link).status()).isEqualTo(404);
    }

    @Test
    void limitsWrongTokens() {
        Browser browser = recordings.with("CHECKSUM_FAILURES_PER_MINUTE", "1").browser();
        recordings.row(REC, Traits.open().guarded(), "presentation");
        recordings.row("open", Traits.open(), "presentation");
        String token = "?token=" + recordings.token(REC, "presentation");
        for (int i = 0; i < 10; i++) {
            String wrong = (i % 2 == 0 ? LINK : "/recording/unknown/presentation") + "?token=" + "0".repeat(63) + i;
            assertThat(browser.get(wrong).status()).isEqualTo(404);
        }
        // On a busy machine the first attempt may have expired.
        String further = LINK + "?token=" + "0".repeat(64);
        await().until(() -> browser.get(further).status() == 429);
        Reply held = browser.get(LINK + token);
        assertThat(held.status()).isEqualTo(429);
        assertThat(Integer.parseInt(held.header("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(browser.get("/recording/unknown/presentation" + token).fingerprint())
                .as("it reveals nothing about a recording")
                .isEqualTo(held.fingerprint());
        assertThat(browser.get("/recording/open/presentation").status()).isEqualTo(307);
        assertThat(browser.with("X-Forwarded-For", "203.0.113.8")
                        .get(LINK + token)
                        .status())
                .as("the token is not consumed")
                .isEqualTo(307);
    }

    @Test
    void mismatchedTokenIsNotConsumed() {
        Browser browser = recordings.browser();
        recordings.row(REC, Traits.open().guarded(), "presentation", "video");
        recordings.row("other-1", Traits.open().guarded(), "presentation");
        String token = recordings.token(REC, "presentation");
        assertThat(browser.get("/recording/" + REC + "/video?token=" + token).status())
                .isEqualTo(404);
        assertThat(browser.get("/recording/other-1/presentation?token=" + token).status())
                .isEqualTo(404);
        assertThat(browser.get(LINK + "?token=" + token).status()).isEqualTo(307);
    }

    @Test
    void deniedRequestsGetTheSameAnswer() {
        recordings.tenant("id-1", "t1");
        Browser browser =
                recordings.with("MULTITENANCY_ENABLED", "true").browser().as("t1.sl.example.org");
        recordings.row(REC, Traits.open().of("id-1"), "presentation");
        recordings.row("unpublished", Traits.open().of("id-1").unpublished(), "presentation");
        recordings.row("deleted", Traits.open().of("id-1").deleted(), "presentation");
        recordings.row("guarded", Traits.open().of("id-1").guarded(), "presentation");
        recordings.row("foreign", Traits.open().of("id-2"), "presentation");
        recordings.row("nobodys", Traits.open(), "presentation");
        assertThat(browser.get(LINK).status()).isEqualTo(307);
        String unknown = browser.get("/recording/unknown/presentation").fingerprint();
        assertThat(unknown).startsWith("404").contains("Recording Not Found", "text/html");
        for (String path : List.of(
                "/recording/unpublished/presentation",
                "/recording/deleted/presentation",
                "/recording/guarded/presentation",
                "/recording/guarded/presentation?token=" + "0".repeat(64),
                "/recording/guarded/presentation?token=%zz",
                "/recording/foreign/presentation",
                "/recording/nobodys/presentation",
                "/recording/" + REC + "/video",
                "/recording/" + REC + "/nowhere",
                "/recording/" + REC + "%00/presentation",
                "/recording/..%2f" + REC + "/presentation",
                "/recording/%2e%2e/presentation",
                "/presentation/unpublished/metadata.xml",
                "/presentation/unknown/metadata.xml",
                "/presentation/guarded/metadata.xml",
                "/video/" + REC + "/index.html")) {
            assertThat(browser.get(path).fingerprint()).as(path).isEqualTo(unknown);
        }
        assertThat(browser.as("t2.sl.example.org").get(LINK).fingerprint()).isEqualTo(unknown);
        assertThat(browser.as("sl.example.org").get(LINK).fingerprint()).isEqualTo(unknown);
    }

    @Test
    void ignoresTenantsWithoutMultitenancy() {
        Browser browser = recordings.browser();
        recordings.row(REC, Traits.open().of("id-1"), "presentation");
        assertThat(browser.get(LINK).status()).isEqualTo(307);
    }

    @Test
    void defaultHostServesRecordingsWithoutTenant() {
        recordings.tenant("id-1", "t1");
        Browser browser = recordings
                .with("MULTITENANCY_ENABLED", "true")
                .with("MULTITENANCY_DEFAULT", "true")
                .browser();
        recordings.row(REC, Traits.open().of("id-1"), "presentation");
        recordings.row("nobodys", Traits.open(), "presentation");
        for (String host : List.of("sl.example.org", "t2.sl.example.org", "127.0.0.1:3000")) {
            assertThat(browser.as(host).get("/recording/nobodys/presentation").status())
                    .as(host)
                    .isEqualTo(307);
            assertThat(browser.as(host).get(LINK).status()).as(host).isEqualTo(404);
        }
        Browser ofTenant = browser.as("t1.sl.example.org");
        assertThat(ofTenant.get(LINK).status()).isEqualTo(307);
        assertThat(ofTenant.get("/recording/nobodys/presentation").status()).isEqualTo(404);
    }

    @Test
    void staysProtectedWhenProtectionIsSwitchedOff() {
        Browser browser =
                recordings.with("PROTECTED_RECORDINGS_ENABLED", "false").browser();
        recordings.row(REC, Traits.open().guarded(), "presentation");
        assertThat(browser.get(LINK).status()).isEqualTo(404);
        Reply opened = browser.get(LINK + "?token=" + recordings.token(REC, "presentation"));
        assertThat(opened.status()).isEqualTo(307);
        assertThat(opened.header("Set-Cookie")).isPresent();
    }

    @Test
    void withoutAKeyProtectedRecordingsStayClosed() {
        Browser browser = recordings.with("SECRET_KEY_BASE", "").browser();
        recordings.row(REC, Traits.open().guarded(), "presentation");
        String link = LINK + "?token=" + recordings.token(REC, "presentation");
        assertThat(browser.get(link).status()).isEqualTo(404);
        recordings.with("SECRET_KEY_BASE", PlaybackFixture.KEY);
        assertThat(recordings.browser().get(link).status()).isEqualTo(307);
    }

    @Test
    void servesNothingWithRecordingsDisabled() {
        recordings.replica();
        recordings.row(REC, Traits.open(), "presentation");
        Browser browser = recordings.with("RECORDING_DISABLED", "true").browser();
        assertThat(browser.get(LINK).status()).isEqualTo(404);
        assertThat(browser.get("/presentation/" + REC + "/metadata.xml").status())
                .isEqualTo(404);
        Browser without = recordings.with("DB_DISABLED", "true").browser();
        assertThat(without.get(LINK).status()).isEqualTo(404);
    }

    @Test
    void rejectsAnotherHost() {
        Browser browser = recordings.with("URL_HOST", "sl.example.org").browser();
        recordings.row(REC, Traits.open(), "presentation");
        assertThat(browser.as("sl.example.org").get(LINK).status()).isEqualTo(307);
        assertThat(browser.as("evil.example.org").get(LINK).status()).isEqualTo(403);
    }

    @Test
    void answersUnavailableDuringADatabaseOutage() {
        Browser browser = recordings.browser();
        recordings.database().run("alter table recordings rename to away");
        Reply reply = browser.get(LINK);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(reply.text()).contains("Recording Not Available").doesNotContain("Exception");
        recordings.database().run("alter table away rename to recordings");
        assertThat(browser.get(LINK).status()).isEqualTo(404);
    }

    @Test
    void otherPathsAreUnsupported() {
        Browser browser = recordings.browser();
        recordings.row(REC, Traits.open(), "presentation");
        for (String path :
                List.of("/nowhere", "/recording", "/recording/" + REC, "/presentation", "/static-resource/x")) {
            Reply reply = browser.get(path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.text()).as(path).contains("unsupportedRequest");
        }
        assertThat(browser.send("POST", LINK, new byte[0]).text()).contains("unsupportedRequest");
    }
}
