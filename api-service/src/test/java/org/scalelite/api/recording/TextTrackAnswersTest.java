package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;

/** The JSON of the text track calls (BBB reference, section 4.14). */
class TextTrackAnswersTest {
    private static String json(BbbAnswer answer) {
        return new String(((BbbAnswer.Json) answer).json(), StandardCharsets.UTF_8);
    }

    @Test
    void listsTracks() {
        BbbAnswer answer = TextTrackAnswers.tracks(
                List.of(new TextTrackAnswers.Track("https://x/t", "captions", "English \"US\"", "en-US", "upload")));
        assertThat(json(answer))
                .isEqualTo("{\"response\":{\"returncode\":\"SUCCESS\",\"tracks\":[{\"href\":\"https://x/t\","
                        + "\"kind\":\"captions\",\"label\":\"English \\\"US\\\"\",\"lang\":\"en-US\","
                        + "\"source\":\"upload\"}]}}");
        assertThat(json(TextTrackAnswers.tracks(List.of())))
                .isEqualTo("{\"response\":{\"returncode\":\"SUCCESS\",\"tracks\":[]}}");
    }

    @Test
    void confirmsAnUpload() {
        assertThat(json(TextTrackAnswers.uploaded("rec-1")))
                .isEqualTo("{\"response\":{\"returncode\":\"SUCCESS\",\"messageKey\":\"upload_text_track_success\","
                        + "\"message\":\"Text track uploaded successfully\",\"recordId\":\"rec-1\"}}");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        TextTrackAnswers.noRecording(BbbCall.GET_RECORDING_TEXT_TRACKS),
                        "noRecordings",
                        "No recording found for ID"),
                Arguments.of(
                        TextTrackAnswers.noRecording(BbbCall.PUT_RECORDING_TEXT_TRACK),
                        "noRecordings",
                        "No recording was found for ID"),
                Arguments.of(TextTrackAnswers.missing("kind"), "paramError", "Missing param kind."),
                Arguments.of(
                        TextTrackAnswers.badKind("songs"),
                        "invalidKind",
                        "Invalid kind parameter, expected='subtitles|captions' actual=songs"),
                Arguments.of(
                        TextTrackAnswers.badLanguage("en_US"), "invalidLang", "Malformed lang param, received=en_US"),
                Arguments.of(TextTrackAnswers.emptyFile(), "empty_uploaded_text_track", "Empty uploaded text track."),
                Arguments.of(TextTrackAnswers.notStored(), "upload_text_track_failed", "Text track upload failed."));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void namesTheReasonOfAnError(BbbAnswer answer, String key, String message) {
        assertThat(json(answer))
                .isEqualTo("{\"response\":{\"returncode\":\"FAILED\",\"messageKey\":\"" + key + "\",\"message\":\""
                        + message + "\"}}");
    }
}
