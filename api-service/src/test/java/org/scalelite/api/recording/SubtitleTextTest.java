package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subtitles in all formats that BBB takes become WebVTT. */
class SubtitleTextTest {

    private static Optional<String> vtt(String text) {
        return SubtitleText.toWebVtt(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void subRipBecomesWebVtt() {
        String srt = """
                \uFEFF1
                00:00:01,5 --> 00:00:03,250 X1:40 X2:600
                <b>Tom</b> & <font color="red">Jerry</font> {\\an8}say 1 < 2 --> fun
                second line

                2
                01:02:03.004 --> 100:00:00,000
                <script>alert(1)</script> مرحبا 🎓
                3
                00:00:09,000 --> 00:00:08,000
                never shown
                """;
        assertThat(vtt(srt)).hasValue("""
                WEBVTT

                00:00:01.500 --> 00:00:03.250
                <b>Tom</b> &amp; Jerry say 1 &lt; 2 --&gt; fun
                second line

                01:02:03.004 --> 100:00:00.000
                alert(1) مرحبا 🎓
                """);
        assertThat(vtt(srt.replace("\n", "\r\n"))).isEqualTo(vtt(srt));
        assertThat(vtt(srt.replace("\n", "\r"))).isEqualTo(vtt(srt));
    }

    @Test
    void subStationAlphaBecomesWebVttInTheOrderOfTime() {
        assertThat(vtt("""
                [Script Info]
                ScriptType: v4.00+

                [V4+ Styles]
                Format: Name, Fontname
                Style: Default,Arial

                [Events]
                Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
                Dialogue: 0,0:00:05.00,0:00:07.25,Default,,0,0,0,,{\\i1}Later{\\i0}, with a comma\\Nand a\\hline <x>
                Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,not shown
                Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,First
                Dialogue: 0,nonsense,0:00:02.00,Default,,0,0,0,,never
                """)).hasValue("""
                WEBVTT

                00:00:01.000 --> 00:00:02.000
                First

                00:00:05.000 --> 00:00:07.250
                Later, with a comma
                and a line &lt;x&gt;
                """);
    }

    @Test
    void onlyUnstorableCharactersOfWebVttChange() {
        assertThat(vtt("\uFEFFWEBVTT - title\r\n\r\n00:01.000 --> 00:02.000 line:0\r\na\0b\u0007c <v Ann>hi\r\n"))
                .hasValue("WEBVTT - title\n\n00:01.000 --> 00:02.000 line:0\nabc <v Ann>hi\n");
    }

    @Test
    void whatIsNoneOfTheThreeIsRefused() {
        for (String text :
                List.of("", "hello", "WEBVTT\n\nno cue", "[Events]\n", "1\n00:00:01,000 --> 00:00:02,000\n\n")) {
            assertThat(vtt(text)).as(text).isEmpty();
        }
        assertThat(SubtitleText.toWebVtt(new byte[] {'1', '\n', (byte) 0xE9})).isEmpty();
        assertThat(SubtitleText.toWebVtt("1\n00:00:01,000 --> 00:00:02,000\nx".getBytes(StandardCharsets.UTF_16)))
                .isEmpty();
    }

    /** A regular expression over such text takes hours; the deadline only ends the test then. */
    @ParameterizedTest
    @ValueSource(strings = {"{\\", "{"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bracesAreLookedForOnce(String opening) {
        String open = opening.repeat(2_000_000);
        assertThat(SubtitleText.withoutBraces(open, opening)).isEqualTo(open);
        assertThat(SubtitleText.withoutBraces("a" + open + "}b}", opening)).isEqualTo("ab}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\", "<a ", " ", "  ,"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longLinesTakeNoLongerThanOthers(String piece) {
        String line = piece.repeat(4_000_000 / piece.length());
        assertThat(vtt("1\n00:00:01,000 --> 00:00:02,000\nx\n" + line)).isPresent();
        assertThat(vtt("[Events]\nFormat: Start, End, Text\nFormat: " + line + "x\nDialogue: 0:00:01.00,0:00:02.00,y"))
                .isPresent();
    }

    @Test
    void unreadableLinesAreLeftOut() {
        String unreadable = "x".repeat(80_000);
        assertThat(vtt("1\n00:00:01,000 --> 00:00:02,000\nshort\n" + unreadable))
                .hasValue("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nshort\n");
        assertThat(vtt("[Events]\nFormat: Start, End, Text\nDialogue: " + "9".repeat(30) + ":00:01.00,0:00:02.00,x\n"))
                .isEmpty();
    }

    @Test
    void bracesThatAreNotClosedAreText() {
        assertThat(vtt("1\n00:00:01,000 --> 00:00:02,000\na {\\b} c {\\d {e} f {\\g\n"))
                .hasValue("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na  c  f {\\g\n");
    }
}
