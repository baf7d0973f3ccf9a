package org.scalelite.api.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;

/** The answers of the text track calls: JSON, as in BBB (BBB reference, section 4.14). */
final class TextTrackAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TextTrackAnswers() {}

    /** A track in a list. */
    record Track(String href, String kind, String label, String lang, String source) {}

    private record Tracks(String returncode, List<Track> tracks) {}

    private record Failed(String returncode, String messageKey, String message) {}

    private record Uploaded(String returncode, String messageKey, String message, String recordId) {}

    static BbbAnswer tracks(List<Track> tracks) {
        return answer(new Tracks(BbbAnswer.SUCCESS, tracks), BbbAnswer.SUCCESS);
    }

    static BbbAnswer noRecording(BbbCall call) {
        return failed(
                "noRecordings",
                call == BbbCall.PUT_RECORDING_TEXT_TRACK
                        ? "No recording was found for ID"
                        : "No recording found for ID");
    }

    static BbbAnswer missing(String parameter) {
        return failed("paramError", "Missing param %s.".formatted(parameter));
    }

    static BbbAnswer badKind(String kind) {
        return failed("invalidKind", "Invalid kind parameter, expected='subtitles|captions' actual=" + kind);
    }

    static BbbAnswer badLanguage(String language) {
        return failed("invalidLang", "Malformed lang param, received=" + language);
    }

    static BbbAnswer emptyFile() {
        return failed("empty_uploaded_text_track", "Empty uploaded text track.");
    }

    static BbbAnswer notStored() {
        return failed("upload_text_track_failed", "Text track upload failed.");
    }

    static BbbAnswer uploaded(String recordId) {
        return answer(
                new Uploaded(
                        BbbAnswer.SUCCESS, "upload_text_track_success", "Text track uploaded successfully", recordId),
                BbbAnswer.SUCCESS);
    }

    private static BbbAnswer failed(String key, String message) {
        return answer(new Failed("FAILED", key, message), key);
    }

    private static BbbAnswer answer(Object response, String outcome) {
        try {
            return new BbbAnswer.Json(JSON.writeValueAsBytes(Map.of("response", response)), outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + response.getClass(), e);
        }
    }
}
