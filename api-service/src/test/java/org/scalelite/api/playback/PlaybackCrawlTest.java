package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.api.playback.PlaybackFixture.Traits;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.Browser.Reply;

/**
 * Requests every hidden file of recordings in all variants, with both kinds of delivery (specification, section 16.13).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybackCrawlTest {
    private static final String OWN = "t1.sl.example.org";
    private static final String FIGURE = "jvm_memory_used_bytes";
    private static final String FOREIGN = "t2.sl.example.org";
    private static final List<String> FORMATS = List.of("presentation", "video", "notes");
    private static final List<String> FILES =
            List.of("metadata.xml", "index.html", "deskshare/deskshare.webm", "svgs/slide 1.svg", "captions_en.vtt");
    private static final List<String> HIDDEN = List.of("guarded", "guarded-too", "unpublished", "deleted", "foreign");

    private final PlaybackFixture recordings = new PlaybackFixture();
    private Browser direct = Browser.at(1);

    @BeforeAll
    void start() {
        recordings.tenant("id-1", "t1");
        recordings.tenant("id-2", "t2");
        recordings.with("MULTITENANCY_ENABLED", "true").with("URL_HOST", "sl.example.org");
        direct = recordings.browser();
        Traits own = Traits.open().of("id-1");
        record("open", own);
        record("guarded", own.guarded());
        record("guarded-too", own.guarded());
        record("unpublished", own.unpublished());
        record("deleted", own.deleted());
        record("foreign", Traits.open().of("id-2"));
    }

    /** All files are in the published directory, as after a crash between the move and the update of the row. */
    private void record(String recordId, Traits traits) {
        recordings.row(recordId, traits, FORMATS.toArray(String[]::new));
        for (String format : FORMATS) {
            for (String file : FILES) {
                recordings.file(format + "/" + recordId + "/" + file, 5_000);
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        recordings.close();
    }

    private Browser nginx() {
        return recordings.browserBehindNginx(Map.of());
    }

    /** The paths of all files and directories of a recording. */
    private List<String> paths(String recordId) {
        List<String> paths = new ArrayList<>();
        for (String format : FORMATS) {
            Path own = recordings.published().resolve(format).resolve(recordId);
            try (Stream<Path> all = Files.walk(own)) {
                all.map(path -> "/"
                                + recordings
                                        .published()
                                        .relativize(path)
                                        .toString()
                                        .replace(" ", "%20"))
                        .forEach(paths::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            paths.add("/" + format + "/" + recordId + "/");
            paths.add("/" + format + "/" + recordId + "/missing.xml");
        }
        return paths;
    }

    private String cookieOf(Browser browser, String recordId, String format) {
        return browser.as(OWN)
                .get("/recording/" + recordId + "/" + format + "?token=" + recordings.token(recordId, format))
                .cookie();
    }

    private void refusesAll(Browser browser, List<String> recordIds) {
        String unknown = browser.get("/video/unknown/metadata.xml").fingerprint();
        String unknownHead = browser.head("/video/unknown/metadata.xml").fingerprint();
        assertThat(unknown).startsWith("404").contains("Recording Not Found");
        for (String recordId : recordIds) {
            for (String path : paths(recordId)) {
                assertThat(browser.get(path).fingerprint()).as(path).isEqualTo(unknown);
                assertThat(browser.head(path).fingerprint()).as(path).isEqualTo(unknownHead);
                assertThat(browser.with("Range", "bytes=0-9").get(path).fingerprint())
                        .as(path)
                        .isEqualTo(unknown);
            }
        }
    }

    private void crawl(Browser browser) {
        Browser own = browser.as(OWN);
        refusesAll(own, HIDDEN);
        String key = cookieOf(browser, "guarded", "video");
        String value = key.substring(key.indexOf('=') + 1);
        String allNames = Stream.concat(HIDDEN.stream().filter(id -> !id.equals("guarded")), Stream.of("unknown"))
                .flatMap(id -> FORMATS.stream().map(format -> "recording_" + format + "_" + id + "=" + value))
                .reduce(key, (a, b) -> a + "; " + b);
        refusesAll(own.with("Cookie", allNames), List.of("guarded-too", "unpublished", "deleted", "foreign"));
        refusesAll(browser.as(FOREIGN).with("Cookie", allNames), List.of("open", "guarded", "unpublished", "deleted"));
        refusesAll(browser.as("sl.example.org").with("Cookie", allNames), List.of("open", "guarded", "foreign"));
        for (String forged : forgedCookies()) {
            assertThat(own.with("Cookie", forged)
                            .get("/video/guarded/metadata.xml")
                            .status())
                    .as(forged)
                    .isEqualTo(404);
        }
        for (String path :
                paths("guarded").stream().filter(p -> !p.startsWith("/video/")).toList()) {
            assertThat(own.with("Cookie", allNames).get(path).status()).as(path).isEqualTo(404);
        }
    }

    private static List<String> forgedCookies() {
        Instant later = Instant.now().plusSeconds(600);
        Algorithm algorithm = Algorithm.HMAC256(PlaybackFixture.KEY);
        String subject = "/video/guarded";
        return Stream.of(
                        JWT.create().withSubject(subject).withExpiresAt(later).sign(Algorithm.none()),
                        JWT.create().withSubject(subject).withExpiresAt(later).sign(Algorithm.HMAC256("other")),
                        JWT.create()
                                .withSubject(subject)
                                .withExpiresAt(later)
                                .sign(Algorithm.HMAC512(PlaybackFixture.KEY)),
                        JWT.create()
                                .withSubject(subject)
                                .withExpiresAt(Instant.now().minusSeconds(1))
                                .sign(algorithm),
                        JWT.create().withSubject(subject).sign(algorithm),
                        JWT.create().withSubject("/video").withExpiresAt(later).sign(algorithm),
                        JWT.create().withExpiresAt(later).sign(algorithm),
                        "",
                        "x.y.z")
                .map(token -> "recording_video_guarded=" + token)
                .toList();
    }

    private void sendsAll(Browser browser, String recordId, String format) throws IOException {
        for (String file : FILES) {
            String path = format + "/" + recordId + "/" + file;
            byte[] bytes = Files.readAllBytes(recordings.published().resolve(path));
            String asked = "/" + path.replace(" ", "%20");
            Reply whole = browser.get(asked);
            assertThat(whole.status()).as(path).isEqualTo(200);
            assertThat(whole.body()).as(path).isEqualTo(bytes);
            assertThat(whole.header("Content-Type")).as(path).isEqualTo(FileTypes.of(file));
            assertThat(whole.header("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(whole.header("Content-Disposition").isPresent()).as(path).isEqualTo(format.equals("notes"));
            assertThat(whole.header("X-Accel-Redirect")).as(path).isEmpty();
            assertThat(browser.with("If-None-Match", whole.header("ETag").orElseThrow())
                            .get(asked)
                            .status())
                    .as(path)
                    .isEqualTo(304);
            Reply part = browser.with("Range", "bytes=10-19").get(asked);
            assertThat(part.status()).as(path).isEqualTo(206);
            assertThat(part.body()).as(path).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
            assertThat(part.header("Content-Range")).contains("bytes 10-19/5000");
            assertThat(browser.with("Range", "bytes=9999-").get(asked).status()).isEqualTo(416);
            assertThat(browser.head(asked).header("Content-Length")).as(path).contains("5000");
        }
        assertThat(browser.get("/" + format + "/" + recordId).status()).isEqualTo(301);
        assertThat(browser.get("/" + format + "/" + recordId).header("Location"))
                .contains("/" + format + "/" + recordId + "/");
        assertThat(browser.get("/" + format + "/" + recordId + "/").body())
                .isEqualTo(browser.get("/" + format + "/" + recordId + "/index.html")
                        .body());
        assertThat(browser.get("/" + format + "/" + recordId + "/svgs/").status())
                .isEqualTo(404);
    }

    private void allowed(Browser browser) throws IOException {
        Browser own = browser.as(OWN);
        for (String format : FORMATS) {
            sendsAll(own, "open", format);
            sendsAll(own.with("Cookie", cookieOf(browser, "guarded", format)), "guarded", format);
        }
        assertThat(own.get("/video/open/metadata.xml").header("Cache-Control")).contains("no-cache");
        assertThat(own.with("Cookie", cookieOf(browser, "guarded", "video"))
                        .get("/video/guarded/metadata.xml")
                        .header("Cache-Control"))
                .contains("private, no-cache");
    }

    @Test
    void hiddenFilesAreNotServedDirectly() {
        crawl(direct);
    }

    @Test
    void hiddenFilesAreNotServedByNginx() {
        crawl(nginx());
    }

    @Test
    void visibleFilesAreServedDirectly() throws IOException {
        allowed(direct);
    }

    @Test
    void visibleFilesAreServedByNginx() throws IOException {
        allowed(nginx());
    }

    @Test
    void nginxStaysInTheDirectoryAndFollowsNoLinks() throws IOException {
        Browser own = nginx().as(OWN);
        Path video = recordings.published().resolve("video/open");
        Files.createSymbolicLink(
                video.resolve("link.xml"), recordings.published().resolve("video/guarded/metadata.xml"));
        Files.createSymbolicLink(video.resolve("linked"), recordings.published().resolve("video/guarded"));
        try {
            for (String path : List.of(
                    "/video/open/link.xml",
                    "/video/open/linked/metadata.xml",
                    "/video/open/../guarded/metadata.xml",
                    "/video/open/%2e%2e/guarded/metadata.xml",
                    "/video/open/%2e%2e%2fguarded%2fmetadata.xml",
                    "/video/open/%252e%252e/guarded/metadata.xml",
                    "/video/open/%252e%252e%252fguarded%252fmetadata.xml",
                    "/video/open/..%5cguarded",
                    "/static-resource/video/open/metadata.xml",
                    "/static-resource/video/guarded/metadata.xml",
                    "//static-resource/video/guarded/metadata.xml",
                    "/video/open/../../static-resource/video/guarded/metadata.xml")) {
                Reply reply = own.get(path);
                assertThat(reply.status()).as(path).isEqualTo(404);
            }
            for (String path : List.of("/video/open/%00", "/video/open/metadata.xml%00")) {
                assertThat(own.get(path).status()).as(path).isBetween(400, 404);
            }
        } finally {
            Files.delete(video.resolve("link.xml"));
            Files.delete(video.resolve("linked"));
        }
    }

    @Test
    void nginxBlocksAllSpellingsOfMetrics() {
        Browser front = nginx().as(OWN);
        assertThat(direct.as(OWN).get("/metrics/").text()).contains(FIGURE);
        assertThat(front.get("/health_check").text()).isEqualTo("success");
        for (String path : List.of(
                "/metrics",
                "/metrics/",
                "//metrics",
                "///metrics//",
                "/metrics?x",
                "/metrics/?x",
                "/metrics;x",
                "/metrics/;x",
                "/;x/metrics",
                "/metrics;/",
                "/metrics#x",
                "/metrics/#/../video",
                "/metrics%2f",
                "/metrics%2F%2f",
                "/%2fmetrics",
                "/%2f/metrics/",
                "/metrics%3f",
                "/metrics%3b",
                "/metrics%23",
                "/metrics%20",
                "/metrics%00",
                "/metrics.",
                "/metrics.txt",
                "/metrics/x/..",
                "/metrics%5c",
                "/%6detrics",
                "/%6Detrics/",
                "/%256detrics",
                "/./metrics",
                "/metrics/.",
                "/metrics/%2e",
                "/x/../metrics/",
                "/x/%2e%2e/metrics",
                "/x%2f..%2fmetrics/",
                "/video/../metrics",
                "/video/..;/metrics/",
                "/metrics/..%2fvideo/open/index.html",
                "/METRICS",
                "/Metrics/",
                "http://t1.sl.example.org/metrics/",
                "/health/readiness",
                "/health/readiness/",
                "//health//liveness/",
                "/health%2freadiness",
                "/%68ealth/readiness",
                "/x/../health/liveness",
                "/health/./liveness")) {
            Reply reply = front.get(path);
            assertThat(reply.text()).as(path).doesNotContain(FIGURE, "UP", "alive", "ready");
            if (reply.status() == 200) {
                assertThat(reply.text()).as(path).contains("unsupportedRequest");
            }
        }
    }

    @Test
    void unpublishedRecordingIsUnavailableAtOnce() {
        record("leaving", Traits.open().of("id-1"));
        Browser own = direct.as(OWN);
        assertThat(own.get("/video/leaving/metadata.xml").status()).isEqualTo(200);
        recordings
                .database()
                .run("update recordings set published = false, state = 'unpublished' where record_id = 'leaving'");
        assertThat(own.get("/video/leaving/metadata.xml").status()).isEqualTo(404);
    }
}
