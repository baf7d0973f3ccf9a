package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingFiles;

/** The answers with files of recordings and of the BBB player; {@link DirectDeliveryTest} gets them over HTTP. */
class PlaybackFilesTest {
    private static final String REC = "a1b2-1767603600123";
    private static final String VIDEO = "/video/" + REC + "/video-0.webm";
    private static final int SIZE = 300_000;

    private final Path directory;

    PlaybackFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void writeFiles() throws IOException {
        write("published/video/" + REC + "/video-0.webm", "x".repeat(SIZE));
    }

    private void write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    private static FileRequest request(String target, String... headers) {
        return new FileRequest(http(HttpRequest.GET("/-"), target, headers));
    }

    private static FileRequest head(String target, String... headers) {
        return new FileRequest(http(HttpRequest.HEAD("/-"), target, headers));
    }

    /** As the router gets it: path and query beside the address. */
    private static HttpRequest<?> http(MutableHttpRequest<?> request, String target, String... headers) {
        RequestTarget parsed = RequestTarget.of(target);
        request.header(RequestTarget.PATH_HEADER, parsed.sent()).header(RequestTarget.QUERY_HEADER, parsed.query());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private PlayerPages pages(String delivery) {
        Settings settings = Settings.of(Map.of(
                "LOADBALANCER_SECRET",
                "unit-test-secret",
                "PLAYBACK_DELIVERY",
                delivery,
                "PLAYBACK_PLAYER_DIR",
                directory.resolve("player").toString(),
                "RECORDING_PUBLISH_DIR",
                directory.resolve("published").toString()));
        RecordingConfig recordings = RecordingConfig.of(settings);
        PlaybackConfig config = PlaybackConfig.of(settings, recordings);
        ErrorPages errors = new ErrorPages(config);
        return new PlayerPages(config, new FileDelivery(config, new RecordingFiles(recordings), errors), errors);
    }

    private PageAnswer file(FileRequest request, String delivery, boolean guarded) {
        return pages(delivery)
                .delivery()
                .recordingFile(request, request.path().segments().orElseThrow(), guarded);
    }

    private PageAnswer get(String target, String... headers) {
        return file(request(target, headers), "direct", false);
    }

    private PageAnswer player(String target) {
        return pages("direct").answer(request(target)).orElseThrow();
    }

    private static String text(PageAnswer answer) throws IOException {
        return answer.content() instanceof PageAnswer.Content.Slice(Path file, long from, long length)
                ? Files.readString(file).substring((int) from, (int) (from + length))
                : "";
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 100",
        "bytes=100-100, 100, 1",
        "bytes=299990-, 299990, 10",
        "bytes=-5, 299995, 5",
        "bytes=299999-999999999999999999999, 299999, 1",
        "bytes=-9999999, 0, 300000"
    })
    void answersARangeRequest(String range, long from, long length) throws IOException {
        PageAnswer answer = get(VIDEO, "Range", range);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers())
                .containsEntry("Content-Range", "bytes %d-%d/%d".formatted(from, from + length - 1, SIZE));
        assertThat(answer.content()).isInstanceOfSatisfying(PageAnswer.Content.Slice.class, slice -> {
            assertThat(slice.from()).isEqualTo(from);
            assertThat(slice.length()).isEqualTo(length);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-2", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b"})
    void sendsTheWholeFileWithoutASingleRange(String range) throws IOException {
        PageAnswer answer = get(VIDEO, "Range", range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).hasSize(SIZE);
    }

    @Test
    void ignoresTheRangeOfAHead() {
        assertThat(file(head(VIDEO, "Range", "bytes=0-1"), "direct", false).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=300000-", "bytes=-0"})
    void rejectsARangeBehindTheEnd(String range) {
        PageAnswer answer = get(VIDEO, "Range", range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers())
                .containsEntry("Content-Range", "bytes */" + SIZE)
                .doesNotContainKey("Content-Type");
        assertThat(answer.content()).isEqualTo(new PageAnswer.Content.Nothing());
    }

    @Test
    void emptyFileHasNoRange() throws IOException {
        write("published/video/" + REC + "/empty.webm", "");
        String empty = "/video/" + REC + "/empty.webm";
        assertThat(get(empty).status()).isEqualTo(200);
        assertThat(get(empty, "Range", "bytes=0-0").status()).isEqualTo(416);
    }

    /** ETAG and MODIFIED are those of the file. */
    private PageAnswer conditional(String... headers) {
        Map<String, String> current = get(VIDEO).headers();
        String[] filled = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            filled[i] = headers[i]
                    .replace("ETAG", current.getOrDefault("ETag", ""))
                    .replace("MODIFIED", current.getOrDefault("Last-Modified", ""));
        }
        return get(VIDEO, filled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            If-None-Match     | ETAG                          | 304
            If-None-Match     | W/ETAG                        | 304
            If-None-Match     | "x", ETAG                     | 304
            If-None-Match     | *                             | 304
            If-None-Match     | "other"                       | 200
            If-Modified-Since | MODIFIED                      | 304
            If-Modified-Since | Thu, 01 Jan 2015 00:00:00 GMT | 200
            If-Modified-Since | yesterday                     | 200
            """)
    void answersNotModified(String header, String value, int status) {
        PageAnswer answer = conditional(header, value);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsKeys("ETag", "Last-Modified");
    }

    @Test
    void etagPrecedesTheDate() {
        assertThat(conditional("If-None-Match", "\"other\"", "If-Modified-Since", "MODIFIED")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ETAG                          | 206
            MODIFIED                      | 206
            "other"                       | 200
            W/ETAG                        | 200
            Thu, 01 Jan 2015 00:00:00 GMT | 200
            """)
    void ifRangeOfAnotherVersionSendsTheWholeFile(String validator, int status) {
        assertThat(conditional("Range", "bytes=10-19", "If-Range", validator).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "a.webm, video/webm",
        "a.mp4, video/mp4",
        "a.png, image/png",
        "a.svg, image/svg+xml",
        "a.json, application/json",
        "a.vtt, text/vtt; charset=utf-8",
        "a.pdf, application/pdf",
        "a.OGG, audio/ogg",
        "a.xml, text/xml; charset=utf-8",
        "a.unknown, application/octet-stream",
        "none, application/octet-stream"
    })
    void derivesTheTypeFromTheName(String name, String type) throws IOException {
        write("published/video/" + REC + "/types/" + name, "x");
        assertThat(get("/video/" + REC + "/types/" + name).headers()).containsEntry("Content-Type", type);
    }

    @ParameterizedTest
    @CsvSource({
        "gr%C3%B6%C3%9Fe%201+1%25.txt, größe 1+1%.txt",
        "gr%c3%b6%c3%9fe%201%2B1%25.txt, größe 1+1%.txt",
        "Z%fcrich.txt, Z%FCrich.txt"
    })
    void decodesAPathOnce(String sent, String stored) throws IOException {
        write("published/video/" + REC + "/" + stored, "named");
        assertThat(text(get("/video/" + REC + "/" + sent))).isEqualTo("named");
    }

    @Test
    void redirectsADirectoryToItsSlash() {
        PageAnswer bare = get("/video/" + REC);
        assertThat(bare.status()).isEqualTo(301);
        assertThat(bare.headers()).containsEntry("Location", "/video/" + REC + "/");
    }

    @Test
    void servesTheIndexOfADirectory() throws IOException {
        write("published/video/" + REC + "/index.html", "<p>video</p>");
        write("published/video/" + REC + "/slides/x.txt", "x");
        PageAnswer index = get("/video/" + REC + "/");
        assertThat(text(index)).isEqualTo("<p>video</p>");
        assertThat(index.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(get("/video/" + REC + "/slides/").status()).isEqualTo(404);
        assertThat(get(VIDEO + "/").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"notes, attachment", "podcast, attachment", "video, -", "presentation, -", "screenshare, -"})
    void otherFormatsAreDownloads(String format, @Nullable String disposition) throws IOException {
        write("published/" + format + "/" + REC + "/notes.pdf", "pdf");
        assertThat(get("/" + format + "/" + REC + "/notes.pdf").headers().get("Content-Disposition"))
                .isEqualTo(disposition);
    }

    @ParameterizedTest
    @CsvSource({"true, 'private, no-cache'", "false, no-cache"})
    void protectedFileIsNotSharedByCaches(boolean guarded, String cacheControl) {
        assertThat(file(request(VIDEO), "direct", guarded).headers()).containsEntry("Cache-Control", cacheControl);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/video/r-1/a%20b%25.webm, /static-resource/video/r-1/a%20b%25.webm, video/webm",
                "/video/r-1/, /static-resource/video/r-1/, -",
                "/video/r-1/x.unknown, /static-resource/video/r-1/x.unknown, -"
            })
    void namesTheFileForNginx(String target, String internal, @Nullable String type) {
        PageAnswer answer = file(request(target), "nginx", false);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("X-Accel-Redirect", internal);
        assertThat(answer.headers().get("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "/playback/presentation/2.3/REC, <p>player</p>",
        "/playback/presentation/2.3/, <p>player</p>",
        "/playback/presentation/2.3/a/b, <p>player</p>",
        "/playback/presentation/2.3/static/js/main.js, player()",
        "/playback/presentation/0.81/playback.html?meetingId=x, <p>old</p>",
        "/playback/presentation/1.0/x, ''"
    })
    void servesThePlayerForAllPathsBelowIt(String target, String text) throws IOException {
        write("player/presentation/2.3/index.html", "<p>player</p>");
        write("player/presentation/2.3/static/js/main.js", "player()");
        write("player/presentation/0.81/playback.html", "<p>old</p>");
        assertThat(text(player(target.replace("REC", REC)))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/playback/video/r-1/, 307, /video/r-1/",
        "/playback/video/r-1/a%20b.webm?x=1, 307, /video/r-1/a%20b.webm?x=1",
        "/recording/screenshare/r-1/, 307, /screenshare/r-1/",
        "/playback/presentation/playback.html?meetingId=r-1, 301, /playback/presentation/0.81/playback.html?meetingId=r-1",
        "/playback/presentation/2.0/playback.html?meetingId=r-1, 301, /playback/presentation/2.3/r-1"
    })
    void redirectsLongPathsOfBbb(String target, int status, String location) {
        PageAnswer answer = player(target);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Location", location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?meetingId=../x", "?meetingId=", "?other=r-1", "", "?meetingId=%zz"})
    void oldLinkWithoutARecordIdIsNotFound(String query) {
        assertThat(player("/playback/presentation/2.0/playback.html" + query).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"direct, /playback/presentation/2.3/r-1", "nginx, /playback/presentation/2.3/r-1"})
    void namesTheMissingPlayer(String delivery, String target) {
        PageAnswer answer = pages(delivery).answer(request(target)).orElseThrow();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.content())
                .isInstanceOfSatisfying(
                        PageAnswer.Content.Html.class,
                        page -> assertThat(page.text()).contains("install-player"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/playback/presentation/2.30/r-1",
                "/playback/presentation/0.81/x",
                "/playback/video/r-1/",
                "/playback/presentation"
            })
    void leavesOtherPathsToNginx(String target) {
        assertThat(pages("nginx").answer(request(target))).isEmpty();
    }

    @Test
    void warnsAboutThePlayerInDirectDeliveryOnly() throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PLAYBACK_DELIVERY",
                "direct",
                "PLAYBACK_PLAYER_DIR",
                directory.resolve("player").toString()));
        assertThat(config(environment).isPlayerMissing()).isTrue();
        for (List<String> variable : List.of(
                List.of("PLAYBACK_DELIVERY", "nginx"),
                List.of("RECORDING_PLAYBACK_FORMATS", "video"),
                List.of("RECORDING_DISABLED", "true"))) {
            Map<String, String> other = new HashMap<>(environment);
            other.put(variable.getFirst(), variable.getLast());
            assertThat(config(other).isPlayerMissing()).as(variable.getFirst()).isFalse();
        }
        write("player/presentation/2.3/index.html", "x");
        assertThat(config(environment).isPlayerMissing()).isFalse();
    }

    private static PlaybackConfig config(Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        return PlaybackConfig.of(settings, RecordingConfig.of(settings));
    }
}
