package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.api.playback.PlaybackFixture.Traits;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.Browser.Reply;

/** Direct delivery of recording files by the API (specification, section 12). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectDeliveryTest {
    private static final String REC = "a1b2-1767603600123";
    private static final String VIDEO = "/video/" + REC + "/video-0.webm";
    private static final int SIZE = 300_000;

    private final PlaybackFixture recordings = new PlaybackFixture();
    private Browser browser = Browser.at(1);
    private byte[] video = {};

    @BeforeAll
    void start() throws IOException {
        browser = recordings.browser();
        recordings.row(REC, Traits.open(), "presentation", "video", "notes", "screenshare");
        recordings.row("guarded-1", Traits.open().guarded(), "video");
        video = recordings.file("video/" + REC + "/video-0.webm", SIZE);
        recordings.file("video/" + REC + "/index.html", "<p>video</p>");
        recordings.file("video/" + REC + "/slides/x.txt", "x");
        recordings.file("video/" + REC + "/empty.webm", "");
        recordings.file("video/" + REC + "/größe 1+1%.txt", "named");
        recordings.file("notes/" + REC + "/notes.pdf", "pdf");
        recordings.file("secret.txt", "secret");
        recordings.file("video/other-1/secret.txt", "secret");
        PlaybackFixture.write(recordings.directory().resolve("secret.txt"), "secret".getBytes(StandardCharsets.UTF_8));
        Path own = recordings.published().resolve("video").resolve(REC);
        Files.createSymbolicLink(own.resolve("link.txt"), recordings.directory().resolve("secret.txt"));
        Files.createSymbolicLink(own.resolve("linked"), recordings.published().resolve("video/other-1"));
        Files.createSymbolicLink(
                recordings.published().resolve("presentation-source"),
                recordings.published().resolve("video"));
        recordings.file("presentation/" + REC + "/metadata.xml", "<recording/>");
        PlaybackFixture.write(
                recordings.player().resolve("presentation/2.3/index.html"),
                "<p>player</p>".getBytes(StandardCharsets.UTF_8));
        PlaybackFixture.write(
                recordings.player().resolve("presentation/2.3/static/js/main.js"),
                "player()".getBytes(StandardCharsets.UTF_8));
        PlaybackFixture.write(
                recordings.player().resolve("presentation/0.81/playback.html"),
                "<p>old</p>".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() throws IOException {
        recordings.close();
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(video, from, to);
    }

    @Test
    void sendsAFileWithItsValidators() {
        Reply reply = browser.get(VIDEO);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(video);
        assertThat(reply.header("Content-Length")).contains(String.valueOf(SIZE));
        assertThat(reply.header("Content-Type")).contains("video/webm");
        assertThat(reply.header("Accept-Ranges")).contains("bytes");
        assertThat(reply.header("ETag").orElseThrow()).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(reply.header("Last-Modified").orElseThrow()).endsWith(" GMT");
        assertThat(reply.header("Cache-Control")).contains("no-cache");
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Content-Disposition")).isEmpty();
    }

    @Test
    void headHasTheSameHeaders() {
        Reply head = browser.head(VIDEO);
        assertThat(head.body()).isEmpty();
        Reply get = browser.get(VIDEO);
        assertThat(head.status()).isEqualTo(200);
        for (String name : List.of("Content-Length", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges")) {
            assertThat(head.header(name)).as(name).isPresent().isEqualTo(get.header(name));
        }
        assertThat(browser.head("/video/unknown/x").status()).isEqualTo(404);
    }

    @Test
    void answersARangeRequest() {
        for (Map.Entry<String, int[]> range : Map.of(
                        "bytes=0-99", new int[] {0, 100},
                        "bytes=100-100", new int[] {100, 101},
                        "bytes=299990-", new int[] {299_990, SIZE},
                        "bytes=-5", new int[] {SIZE - 5, SIZE},
                        "bytes=299999-999999999999999999999", new int[] {299_999, SIZE},
                        "bytes=-9999999", new int[] {0, SIZE})
                .entrySet()) {
            int from = range.getValue()[0];
            int to = range.getValue()[1];
            Reply reply = browser.with("Range", range.getKey()).get(VIDEO);
            assertThat(reply.status()).as(range.getKey()).isEqualTo(206);
            assertThat(reply.header("Content-Range")).contains("bytes " + from + "-" + (to - 1) + "/" + SIZE);
            assertThat(reply.header("Content-Length")).contains(String.valueOf(to - from));
            assertThat(reply.body()).isEqualTo(part(from, to));
        }
    }

    @Test
    void doesNotCompressText() {
        String text = "caption\n".repeat(2_000);
        recordings.file("video/" + REC + "/captions.vtt", text);
        Reply reply = browser.with("Accept-Encoding", "gzip").get("/video/" + REC + "/captions.vtt");
        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.text()).isEqualTo(text);
    }

    @Test
    void pathsStayInTheDirectoryOfTheRecording() {
        String unknown = browser.get("/video/unknown/x").fingerprint();
        for (String path : List.of(
                "../../secret.txt",
                "../other-1/secret.txt",
                "%2e%2e/other-1/secret.txt",
                "%2E%2E%2Fother-1%2Fsecret.txt",
                "..%2fother-1%2fsecret.txt",
                "..%5cother-1%5csecret.txt",
                "..\\other-1\\secret.txt",
                "%252e%252e/other-1/secret.txt",
                "%252e%252e%252fother-1%252fsecret.txt",
                ".%2e/other-1/secret.txt",
                "./video-0.webm",
                "%c0%ae%c0%ae/other-1/secret.txt",
                "%00",
                "video-0.webm%00",
                "video-0.webm%00.txt",
                "video-0.webm%0a",
                "%",
                "%zz",
                "link.txt",
                "linked/secret.txt",
                "linked/../video-0.webm",
                "x".repeat(300),
                "y/".repeat(3_000))) {
            assertThat(browser.get("/video/" + REC + "/" + path).fingerprint())
                    .as(path)
                    .isEqualTo(unknown);
        }
        for (String path :
                List.of("/video/../secret.txt", "/video/%2e%2e/secret.txt", "/video/..", "/video/.", "/video/%2e")) {
            assertThat(browser.get(path).fingerprint()).as(path).isEqualTo(unknown);
        }
    }

    @Test
    void protectedFileIsNotSharedByCaches() {
        recordings.file("video/guarded-1/video-0.webm", "guarded");
        String cookie = browser.get("/recording/guarded-1/video?token=" + recordings.token("guarded-1", "video"))
                .cookie();
        Reply reply = browser.with("Cookie", "a=b; " + cookie + "; c=d").get("/video/guarded-1/video-0.webm");
        assertThat(reply.text()).isEqualTo("guarded");
        assertThat(reply.header("Cache-Control")).contains("private, no-cache");
        assertThat(browser.get("/video/guarded-1/video-0.webm").status()).isEqualTo(404);
    }

    @Test
    void servesThePlayerForAllPathsBelowIt() {
        for (String path : List.of(
                "/playback/presentation/2.3/" + REC, "/playback/presentation/2.3/", "/playback/presentation/2.3/a/b")) {
            Reply reply = browser.get(path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.text()).as(path).isEqualTo("<p>player</p>");
        }
        assertThat(browser.get("/playback/presentation/2.3/static/js/main.js").text())
                .isEqualTo("player()");
        assertThat(browser.get("/playback/presentation/0.81/playback.html?meetingId=x")
                        .text())
                .isEqualTo("<p>old</p>");
        assertThat(browser.get("/playback/presentation/1.0/x").status()).isEqualTo(404);
        assertThat(browser.get("/playback/presentation/2.3/%2e%2e/%2e%2e/secret.txt")
                        .text())
                .doesNotContain("secret");
    }
}
