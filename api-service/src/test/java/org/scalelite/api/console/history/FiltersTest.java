package org.scalelite.api.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.RecordingState;

/** What the addresses of the pages select. */
class FiltersTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'', 2026-01-24T12:00:00Z",
        "1, 2026-01-30T12:00:00Z",
        "30, 2026-01-01T12:00:00Z",
        "all, ''",
        "-5, 2026-01-24T12:00:00Z",
        "99999999999, 2026-01-24T12:00:00Z"
    })
    void selectsDaysOfTheHistory(String days, String from) {
        HistoryPage.Filter filter = HistoryPage.Filter.of(Map.of("days", days, "meeting", " lecture ", "server", " "));
        assertThat(filter.query(NOON).from().map(Instant::toString).orElse("")).isEqualTo(from);
        assertThat(filter.query(NOON).meeting()).contains("lecture");
        assertThat(filter.query(NOON).server()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 4, false", "deleted, 1, true", "published, 1, false", "unknown, 4, false"})
    void selectsStatesOfRecordings(String state, int states, boolean deleted) {
        RecordingsPage.Filter filter = RecordingsPage.Filter.of(Map.of("state", state, "name", "math"));
        assertThat(filter.query().states()).hasSize(states);
        assertThat(filter.query().states().contains(RecordingState.DELETED)).isEqualTo(deleted);
        assertThat(filter.query().namePart()).contains("math");
        assertThat(filter.query().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /playback/presentation/2.3/abc-1 | true
            /video?id=1                      | true
            ''                               | false
            /                                | false
            //evil.example.org/              | false
            /\\evil.example.org              | false
            https://evil.example.org/        | false
            javascript:alert(1)              | false
            /a\\b                            | false
            """)
    void linksOnlyPathsOfThisHost(String url, boolean linked) {
        RecordingsPage.Playback playback =
                RecordingsPage.Playback.of(new PlaybackFormat("video", url, 5, Optional.empty(), List.of()));
        assertThat(playback.link()).isEqualTo(linked ? url : "");
    }
}
