package org.scalelite.api.admin.recording;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;

/** Answers about recordings, and a body. */
final class RecordingAnswers {
    private RecordingAnswers() {}

    /** A recording in a list. */
    @Schema(name = "Recording")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            @Schema(description = "The internal id of its meeting.")
            String recordId,

            String meetingId,

            @Schema(nullable = true) @Nullable String tenantId,

            @Schema(nullable = true) @Nullable String name,

            @Schema(
                    type = "string",
                    allowableValues = {"processing", "processed", "published", "unpublished", "deleted"})
            String state,

            @JsonProperty("protected") @Schema(description = "Whether playback needs a cookie.")
            boolean isProtected,

            @Schema(format = "date-time", nullable = true) @Nullable
            String startTime,

            @Schema(format = "date-time", nullable = true) @Nullable
            String endTime,

            @Schema(nullable = true) @Nullable Integer participants,

            List<Format> formats) {
        static Listed of(Recording recording) {
            return new Listed(
                    recording.recordId(),
                    recording.meetingId(),
                    recording.tenantId().orElse(null),
                    recording.name().orElse(null),
                    recording.state().text(),
                    recording.isProtected(),
                    recording.startTime().map(Instant::toString).orElse(null),
                    recording.endTime().map(Instant::toString).orElse(null),
                    recording.participants().orElse(null),
                    recording.formats().stream().map(Format::of).toList());
        }
    }

    /** A way to play a recording. */
    @Schema(name = "RecordingFormat")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Format(@Schema(example = "presentation") String format, int lengthMinutes) {

        static Format of(PlaybackFormat format) {
            return new Format(format.format(), format.lengthMinutes());
        }
    }

    /** A page of recordings, the newest start first. */
    @Schema(name = "RecordingList")
    record Page(
            List<Listed> recordings,

            @Schema(description = "The number of recordings on all pages, at most two seconds old.")
            long total) {}

    /** A recording with its metadata. */
    @Schema(name = "RecordingDetails")
    record Details(Listed recording, Map<String, String> metadata) {}

    /** Of publishRecording, unpublishRecording and deleteRecording. */
    @Schema(name = "RecordingChoice")
    record Choice(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String recordID) {}
}
