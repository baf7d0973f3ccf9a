package org.scalelite.common.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of recordings, formats and text tracks. */
class SafeSegmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a1b2-1767603600123", "_x", "a.b_c-d", "9"})
    void plainNamesAreSafe(String name) {
        assertThat(SafeSegment.of(name)).contains(new SafeSegment(name));
        assertThat(new SafeSegment(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "-a", "a/b", "a\\b", "a b", "ä", "a\n", "a\0", "%2e"})
    void otherNamesAreNot(String name) {
        assertThat(SafeSegment.of(name)).isEmpty();
        assertThatThrownBy(() -> new SafeSegment(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileSystemsLimitTheLength() {
        assertThat(SafeSegment.of("a".repeat(255))).isPresent();
        assertThat(SafeSegment.of("a".repeat(256))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE, CAPTIONS, caption_en-US.vtt",
        "UPLOAD, CAPTIONS, captions_en-US.vtt",
        "UPLOAD, SUBTITLES, subtitles_en-US.vtt"
    })
    void trackOfAnArchiveKeepsItsName(TextTrack.Source source, TextTrack.Kind kind, String name) {
        assertThat(new TextTrack(kind, "en-US", "English", source).fileName()).isEqualTo(name);
    }

    @Test
    void emptyTenantIsNone() {
        assertThat(recording(Map.of("tenant-id", "")).tenantId()).isEmpty();
        assertThat(recording(Map.of("tenant-id", "t-1")).tenantId()).contains("t-1");
        assertThat(recording(Map.of()).tenantId()).isEmpty();
    }

    @Test
    void formatIsFoundByName() {
        assertThat(recording(Map.of()).format("video")).map(PlaybackFormat::url).contains("/video");
        assertThat(recording(Map.of()).format("notes")).isEmpty();
    }

    private static Recording recording(Map<String, String> metadata) {
        return new Recording(
                1,
                "rec-1",
                "room",
                Optional.empty(),
                true,
                RecordingState.PUBLISHED,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                metadata,
                List.of(new PlaybackFormat("video", "/video", 1, Optional.empty(), List.of())));
    }
}
