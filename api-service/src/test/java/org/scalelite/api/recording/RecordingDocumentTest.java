package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.recording.PlaybackLinks.PlayableRecording;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingState;

/** The document of getRecordings (specification, sections 5.12 and 16.12). */
class RecordingDocumentTest {
    private static final String ORIGIN = "https://sl.example.org";
    private static final Instant START = Instant.ofEpochMilli(1_767_603_600_123L);

    private static Recording recording(
            RecordingState state, boolean isProtected, Map<String, String> metadata, PlaybackFormat... formats) {
        return new Recording(
                1,
                "rec-1",
                "a&b <c>",
                Optional.of("Name"),
                state == RecordingState.PUBLISHED,
                state,
                isProtected,
                Optional.of(START),
                Optional.of(START.plusSeconds(3_000)),
                Optional.of(3),
                metadata,
                List.of(formats));
    }

    private static Recording published(Map<String, String> metadata, PlaybackFormat... formats) {
        return recording(RecordingState.PUBLISHED, false, metadata, formats);
    }

    private static PlaybackFormat format(String name, Thumbnail... thumbnails) {
        return new PlaybackFormat(name, "/" + name, 50, Optional.of(7_177), List.of(thumbnails));
    }

    private static Thumbnail thumbnail(String url) {
        return new Thumbnail(Optional.of(176), Optional.of(136), Optional.of("First \"one\""), url);
    }

    private static String document(boolean withProtection, Recording... recordings) {
        RecordingDocument document = new RecordingDocument(withProtection);
        for (Recording recording : recordings) {
            List<String> urls = recording.formats().stream()
                    .map(format -> ORIGIN + format.url())
                    .toList();
            document.add(List.of(new PlayableRecording(recording, ORIGIN, urls)));
        }
        return new String(document.end(), StandardCharsets.UTF_8);
    }

    private static String text(String document, String path) {
        return BbbXml.textAt(document.getBytes(StandardCharsets.UTF_8), "/response/recordings/recording/" + path)
                .orElse("(none)");
    }

    @Test
    void writesElementsInScalelitesOrder() {
        Thumbnail bare = new Thumbnail(Optional.empty(), Optional.empty(), Optional.empty(), "/b.png");
        assertThat(document(
                        false,
                        published(
                                Map.of("bbb-origin", "Moodle", "gl-listed", ""),
                                format("presentation", thumbnail("/a.png"), bare),
                                new PlaybackFormat("video", "/video", 7, Optional.empty(), List.of()))))
                .isEqualTo("""
                        <response><returncode>SUCCESS</returncode><recordings><recording><recordID>rec-1</recordID>\
                        <meetingID>a&amp;b &lt;c></meetingID><internalMeetingID>rec-1</internalMeetingID>\
                        <name>Name</name><published>true</published><state>published</state>\
                        <startTime>1767603600123</startTime><endTime>1767606600123</endTime>\
                        <participants>3</participants>\
                        <metadata><bbb-origin>Moodle</bbb-origin><gl-listed><![CDATA[]]></gl-listed></metadata>\
                        <playback><format><type>presentation</type><url>https://sl.example.org/presentation</url>\
                        <length>50</length><processingTime>7177</processingTime><preview><images>\
                        <image alt="First &quot;one&quot;" width="176" height="136">https://sl.example.org/a.png</image>\
                        <image>https://sl.example.org/b.png</image></images></preview></format>\
                        <format><type>video</type><url>https://sl.example.org/video</url><length>7</length></format>\
                        </playback></recording></recordings></response>""");
    }

    @Test
    void documentWithoutRecordingsHasAMessage() {
        assertThat(document(false))
                .isEqualTo(
                        "<response><returncode>SUCCESS</returncode><recordings/><messageKey>noRecordings</messageKey>"
                                + "<message>There are not recordings for the meetings</message></response>");
    }

    @Test
    void disabledRecordingsHaveAnEmptyList() {
        BbbAnswer.Document empty = (BbbAnswer.Document) RecordingDocument.empty();
        assertThat(empty.outcome()).isEqualTo("SUCCESS");
        assertThat(new String(empty.xml(), StandardCharsets.UTF_8))
                .isEqualTo("<response><returncode>SUCCESS</returncode><recordings></recordings>"
                        + "<messageKey>noRecordings</messageKey>"
                        + "<message>There are not recordings for the meetings</message></response>");
    }

    @Test
    void writesTotalsOfPagesInBothFormats() {
        RecordingDocument document = new RecordingDocument(false);
        document.add(List.of(new PlayableRecording(published(Map.of()), ORIGIN, List.of())));
        assertThat(new String(document.end(new RecordingQuery.Page(0, 3), 7), StandardCharsets.UTF_8))
                .endsWith("</recordings><pagination><pageable><offset>0</offset><limit>3</limit>"
                        + "<paged>true</paged><unpaged>false</unpaged></pageable>"
                        + "<totalElements>7</totalElements><empty>false</empty></pagination>"
                        + "<totalElements>7</totalElements></response>");
    }

    @Test
    void pageBehindTheEndIsEmpty() {
        byte[] xml = new RecordingDocument(false).end(new RecordingQuery.Page(9, 3), 7);
        assertThat(BbbXml.textAt(xml, "/response/pagination/empty")).contains("true");
        assertThat(BbbXml.textAt(xml, "/response/messageKey")).contains("noRecordings");
    }

    @Test
    void takesADocumentInPieces() {
        RecordingDocument document = new RecordingDocument(false);
        String whole = "";
        for (int i = 0; i < 3; i++) {
            document.add(List.of(new PlayableRecording(published(Map.of()), ORIGIN, List.of())));
            whole += new String(document.take(), StandardCharsets.UTF_8);
        }
        whole += new String(document.end(), StandardCharsets.UTF_8);
        assertThat(whole).isEqualTo(document(false, published(Map.of()), published(Map.of()), published(Map.of())));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void writesProtectionOnlyIfItIsUsed(boolean isProtected, String text) {
        Recording recording = recording(RecordingState.PUBLISHED, isProtected, Map.of());
        assertThat(text(document(true, recording), "protected")).isEqualTo(text);
        assertThat(text(document(false, recording), "protected")).isEqualTo("(none)");
    }

    @Test
    void protectedRecordingHasNoPreview() {
        PlaybackFormat format = format("presentation", thumbnail("/t.png"));
        assertThat(document(true, published(Map.of(), format))).contains("<preview>");
        assertThat(document(true, recording(RecordingState.PUBLISHED, true, Map.of(), format)))
                .doesNotContain("<preview>");
    }

    @Test
    void omitsImagesOfOtherHosts() {
        PlaybackFormat format = format("video", thumbnail("/t.png"), thumbnail("//evil/t.png"), thumbnail("/\r\n.png"));
        assertThat(document(false, published(Map.of(), format)))
                .containsOnlyOnce("<image ")
                .contains(">https://sl.example.org/t.png</image>");
        assertThat(document(false, published(Map.of(), format("video", thumbnail("//evil/t.png")))))
                .doesNotContain("<preview>");
    }

    @Test
    void recordingWithoutTimesHasZeros() {
        Recording bare = new Recording(
                1,
                "rec-1",
                "room",
                Optional.empty(),
                false,
                RecordingState.UNPUBLISHED,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of());
        String document = document(false, bare);
        assertThat(text(document, "startTime")).isEqualTo("0");
        assertThat(text(document, "endTime")).isEqualTo("0");
        assertThat(text(document, "participants")).isEqualTo("(none)");
        assertThat(document)
                .as("clients fail on an empty metadata element")
                .contains("<metadata><meetingId>room</meetingId><meetingName></meetingName></metadata>");
    }

    @Test
    void deletedRecordingHasItsStateOnly() {
        assertThat(document(false, recording(RecordingState.DELETED, false, Map.of("course", "Math"))))
                .contains("<published>false</published><state>deleted</state>")
                .contains("<metadata><meetingId>a&amp;b &lt;c></meetingId><meetingName>Name</meetingName></metadata>")
                .doesNotContain("Math");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title           | title
            two words       | two_x0020_words
            two_x0020_words | two_x005F_x0020_words
            9lives          | _x0039_lives
            a:b             | a_x003A_b
            größe           | größe
            <evil/>         | _x003C_evil_x002F__x003E_
            ``              | _x_
            """)
    void escapesNamesOfMetadata(String key, String element) {
        assertThat(text(document(false, published(Map.of(key, "value"))), "metadata/" + element))
                .isEqualTo("value");
    }

    @Test
    void escapesOrReplacesHostileText() {
        String hostile = "]]> </metadata><x/> & <!-- \" ' 🎓 مرحبا \u202E";
        String document = document(false, published(Map.of("title", hostile, "bell", "a\u0007b\uFFFE")));
        assertThat(text(document, "metadata/title")).isEqualTo(hostile.strip());
        assertThat(text(document, "metadata/bell")).isEqualTo("a\uFFFDb\uFFFD");
    }
}
