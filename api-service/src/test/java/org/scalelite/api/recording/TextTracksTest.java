package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** getRecordingTextTracks, putRecordingTextTrack and their links (BBB reference, section 4.14). */
class TextTracksTest {
    private static final String SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello & <i>welcome</i> 🎓\r\n";
    private static final String BOUNDARY = "----boundary";
    private static final Pattern HREF = Pattern.compile("\"href\":\"([^\"]*)\"");

    private static Recordings recordings;

    private FrontEnd frontEnd;

    @BeforeAll
    static void start(@TempDir Path directory) {
        recordings = new Recordings(directory);
    }

    @BeforeEach
    void add() {
        frontEnd = recordings.frontEnd();
        recordings.add(
                "rec-1", "room", "published", Map.of("tenant-id", Recordings.TENANT), List.of("presentation", "video"));
        recordings.file("published", "presentation", "rec-1");
        recordings.file("unpublished", "video", "rec-1");
    }

    @AfterEach
    void renew() throws IOException {
        recordings.renew();
    }

    @AfterAll
    static void stop() {
        recordings.close();
    }

    private static byte[] form(byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.srt\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    private String put(byte[] file, String... parameters) {
        Map<String, String> given =
                new LinkedHashMap<>(Map.of("recordID", "rec-1", "kind", "captions", "lang", "en-us"));
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        Answer answer =
                frontEnd.post("putRecordingTextTrack", given, "multipart/form-data; boundary=" + BOUNDARY, form(file));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        return answer.body();
    }

    private String put(String file, String... parameters) {
        return put(file.getBytes(StandardCharsets.UTF_8), parameters);
    }

    private String tracks() {
        return frontEnd.get("getRecordingTextTracks", "recordID", "rec-1").body();
    }

    private static List<String> hrefs(String json) {
        return HREF.matcher(json).results().map(found -> found.group(1)).toList();
    }

    private Answer open(String href) {
        return frontEnd.send(HttpRequest.newBuilder(URI.create(href)));
    }

    @Test
    void listsServesAndWritesAnUploadedTrack() throws IOException {
        assertThat(put(SRT, "label", "English \"US\""))
                .isEqualTo("{\"response\":{\"returncode\":\"SUCCESS\",\"messageKey\":\"upload_text_track_success\","
                        + "\"message\":\"Text track uploaded successfully\",\"recordId\":\"rec-1\"}}");
        String listed = tracks();
        String origin = frontEnd.origin();
        assertThat(listed)
                .matches(Pattern.quote("{\"response\":{\"returncode\":\"SUCCESS\",\"tracks\":[{\"href\":\"" + origin
                                + "/bigbluebutton/textTrack/")
                        + "[0-9a-f]{64}"
                        + Pattern.quote("/rec-1/captions_en-US.vtt\",\"kind\":\"captions\",\"label\":"
                                + "\"English \\\"US\\\"\",\"lang\":\"en-US\",\"source\":\"upload\"}]}}"));
        Answer text = open(hrefs(listed).getFirst());
        assertThat(text.status()).isEqualTo(200);
        assertThat(text.header("Content-Type")).isEqualTo("text/vtt; charset=utf-8");
        assertThat(text.body()).isEqualTo("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello &amp; <i>welcome</i> 🎓\n");
        for (Path format : List.of(
                recordings.path("published", "presentation", "rec-1"),
                recordings.path("unpublished", "video", "rec-1"))) {
            assertThat(Files.readString(format.resolve("captions.json")))
                    .isEqualTo("[{\"locale\":\"en-US\",\"localeName\":\"English \\\"US\\\"\"}]");
            assertThat(Files.readString(format.resolve("caption_en-US.vtt"))).isEqualTo(text.body());
        }
    }

    @Test
    void limitsWrongTokens() {
        frontEnd = recordings.suite().with("CHECKSUM_FAILURES_PER_MINUTE", "1").frontEnd();
        put(SRT);
        String href = hrefs(tracks()).getFirst();
        for (int i = 0; i < 10; i++) {
            assertThat(open(href.replaceFirst("[0-9a-f]{64}", "0".repeat(63) + i))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(open(href).status()).isEqualTo(429);
    }

    @Test
    void linkOpensOneFileOnce() {
        put(SRT);
        put(SRT, "kind", "subtitles", "lang", "de");
        List<String> hrefs = hrefs(tracks());
        assertThat(hrefs).hasSize(2);
        assertThat(hrefs.get(1)).endsWith("/captions_en-US.vtt");
        assertThat(open(hrefs.get(1).replaceFirst("[^/]*$", "subtitles_de.vtt")).status())
                .isEqualTo(404);
        assertThat(open(hrefs.get(1).replace("rec-1", "rec-2")).status()).isEqualTo(404);
        Answer head =
                frontEnd.send(HttpRequest.newBuilder(URI.create(hrefs.get(1))).HEAD());
        assertThat(head.status()).as("HEAD consumes no token").isEqualTo(200);
        assertThat(open(hrefs.get(1)).status()).isEqualTo(200);
        assertThat(open(hrefs.get(1)).status()).isEqualTo(404);
        assertThat(open(hrefs.get(1)).body()).isEmpty();
        assertThat(open(hrefs.get(0)).status()).isEqualTo(200);
        var redis = recordings.suite().registry().redis();
        tracks();
        List<String> keys = redis.commands().keys(redis.keys().prefix() + "v2:text_track:*");
        assertThat(keys).isNotEmpty();
        assertThat(redis.commands().ttl(keys.getFirst())).isBetween(3000L, 3600L);
    }

    @Test
    void replacesATrackOfTheSameKindAndLanguage() {
        put(SRT);
        put(SRT.replace("Hello", "Good day"), "label", "Newer");
        String listed = tracks();
        assertThat(hrefs(listed)).hasSize(1);
        assertThat(listed).contains("Newer");
        assertThat(open(hrefs(listed).getFirst()).body()).contains("Good day");
    }

    @Test
    void uploadReplacesATrackOfTheArchive() throws IOException {
        Path presentation = recordings.path("published", "presentation", "rec-1");
        Files.writeString(
                presentation.resolve("captions.json"),
                "[{\"locale\":\"fr\",\"localeName\":\"Français\"},{\"locale\":\"en-US\",\"localeName\":\"English\"},"
                        + "{\"locale\":\"../../secret\",\"localeName\":\"x\"},{\"locale\":\"gone\"}]");
        Files.writeString(presentation.resolve("caption_fr.vtt"), "WEBVTT\n\nfrançais");
        Files.writeString(presentation.resolve("caption_en-US.vtt"), "WEBVTT\n\nlive");
        String listed = tracks();
        assertThat(listed)
                .contains("/rec-1/caption_fr.vtt\",\"kind\":\"captions\",\"label\":\"Français\",\"lang\":\"fr\","
                        + "\"source\":\"live\"}")
                .contains("/rec-1/caption_en-US.vtt")
                .doesNotContain("secret")
                .doesNotContain("gone");
        assertThat(open(hrefs(listed).getFirst()).body()).isEqualTo("WEBVTT\n\nfrançais");
        put(SRT);
        assertThat(tracks())
                .contains("caption_fr.vtt")
                .contains("captions_en-US.vtt")
                .doesNotContain("caption_en-US");
        assertThat(Files.readString(presentation.resolve("captions.json"))).contains("Français");
    }

    /** Larger than the maximum array, so that it must be streamed. */
    @Test
    void streamsTracksOfTheArchive() throws IOException {
        long bytes = 3L << 30;
        Path presentation = recordings.path("published", "presentation", "rec-1");
        Files.writeString(presentation.resolve("captions.json"), "[{\"locale\":\"fr\"}]");
        try (RandomAccessFile file =
                new RandomAccessFile(presentation.resolve("caption_fr.vtt").toFile(), "rw")) {
            file.setLength(bytes);
        }
        HttpURLConnection text = (HttpURLConnection)
                URI.create(hrefs(tracks()).getFirst()).toURL().openConnection();
        try {
            assertThat(text.getResponseCode()).isEqualTo(200);
            assertThat(text.getContentType()).isEqualTo("text/vtt; charset=utf-8");
            assertThat(text.getContentLengthLong()).isEqualTo(bytes);
            assertThat(text.getInputStream().read()).isZero();
        } finally {
            text.disconnect();
        }
        Files.writeString(presentation.resolve("captions.json"), "[{\"locale\":\"fr\"}]" + " ".repeat(1 << 20));
        assertThat(tracks()).as("a list that is too large").contains("\"tracks\":[]");
    }

    @Test
    void explainsInvalidUploads() {
        assertThat(put(SRT, "kind", "")).contains("\"paramError\"").contains("Missing param kind.");
        assertThat(put(SRT, "lang", "")).contains("\"paramError\"").contains("Missing param lang.");
        assertThat(put(SRT, "recordID", "")).contains("\"paramError\"").contains("Missing param recordID.");
        assertThat(put(SRT, "kind", "songs"))
                .contains("\"invalidKind\"")
                .contains("Invalid kind parameter, expected='subtitles|captions' actual=songs");
        for (String bad : List.of("x", "en_US", "../../etc", "en-", "e\"n")) {
            assertThat(put(SRT, "lang", bad)).as(bad).contains("\"invalidLang\"");
        }
        assertThat(put(SRT, "recordID", "rec")).contains("\"noRecordings\"").contains("No recording was found for ID");
        assertThat(put("")).contains("\"empty_uploaded_text_track\"");
        assertThat(put("no subtitles at all")).contains("\"upload_text_track_failed\"");
        assertThat(put(SRT.getBytes(StandardCharsets.UTF_16))).contains("\"upload_text_track_failed\"");
        assertThat(recordings.database().value("select count(*) from text_tracks"))
                .isEqualTo("0");
        Answer noFile = frontEnd.send(HttpRequest.newBuilder(frontEnd.signed(
                        "putRecordingTextTrack", Map.of("recordID", "rec-1", "kind", "captions", "lang", "en")))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(noFile.body()).contains("\"empty_uploaded_text_track\"");
        Answer large = frontEnd.post(
                "putRecordingTextTrack",
                Map.of("recordID", "rec-1", "kind", "captions", "lang", "en"),
                "multipart/form-data; boundary=" + BOUNDARY,
                form(new byte[6 << 20]));
        assertThat(large.messageKey()).isEqualTo("requestTooLarge");
    }

    @Test
    void answersChecksumErrorsInXmlAndOthersInJson() {
        assertThat(frontEnd.getRaw("/getRecordingTextTracks?recordID=rec-1").messageKey())
                .isEqualTo("checksumError");
        assertThat(frontEnd.get("getRecordingTextTracks").messageKey()).isEqualTo("missingParamRecordID");
        assertThat(frontEnd.get("putRecordingTextTrack", "recordID", "rec-1").messageKey())
                .isEqualTo("unsupportedRequest");
        assertThat(frontEnd.get("getRecordingTextTracks", "recordID", "rec").body())
                .isEqualTo("{\"response\":{\"returncode\":\"FAILED\",\"messageKey\":\"noRecordings\","
                        + "\"message\":\"No recording found for ID\"}}");
        assertThat(tracks()).isEqualTo("{\"response\":{\"returncode\":\"SUCCESS\",\"tracks\":[]}}");
    }

    @Test
    void doesNotServeTracksOfHiddenRecordings() {
        put(SRT);
        String unpublished = hrefs(tracks()).getFirst();
        recordings.file("published", "video", "rec-1");
        assertThat(frontEnd.get("publishRecordings", "recordID", "rec-1", "publish", "false")
                        .isSuccess())
                .isTrue();
        assertThat(open(unpublished).status()).isEqualTo(404);
        String deleted = hrefs(tracks()).getFirst();
        frontEnd.get("deleteRecordings", "recordID", "rec-1");
        assertThat(open(deleted).status()).isEqualTo(404);
        assertThat(tracks()).contains("noRecordings");
        assertThat(put(SRT)).contains("noRecordings");

        recordings.add("foreign", "room", "published", Map.of("tenant-id", "other"), List.of("presentation"));
        frontEnd = recordings.suite().with("MULTITENANCY_ENABLED", "true").frontEnd();
        assertThat(frontEnd.get("getRecordingTextTracks", "recordID", "foreign").body())
                .contains("noRecordings");
        assertThat(put(SRT, "recordID", "foreign")).contains("noRecordings");
    }

    @Test
    void answersNoTracksWithRecordingsDisabled() {
        frontEnd = recordings.suite().with("RECORDING_DISABLED", "true").frontEnd();
        assertThat(frontEnd.getRaw("/getRecordingTextTracks").body()).contains("noRecordings");
        Matcher address =
                Pattern.compile("(http://[^/]*)/.*").matcher(frontEnd.api().toString());
        assertThat(address.matches()).isTrue();
        assertThat(open(address.group(1) + "/bigbluebutton/textTrack/t/r/f").status())
                .isEqualTo(404);
    }
}
