package org.scalelite.cli.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.output.Style;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingState;
import picocli.CommandLine.Help.Ansi;

/** Recordings as commands print them. */
class RecordingListingTest {
    private static final Recording RECORDING = new Recording(
            1,
            "rec-1",
            "room\u001b[1m",
            Optional.of("Name"),
            true,
            RecordingState.PUBLISHED,
            true,
            Optional.of(Instant.parse("2026-01-05T09:00:00.123Z")),
            Optional.empty(),
            Optional.of(3),
            Map.of("tenant-id", "t-1", "course", "a\nb"),
            List.of(
                    new PlaybackFormat("presentation", "/p", 50, Optional.empty(), List.of()),
                    new PlaybackFormat("video", "/v", 7, Optional.empty(), List.of())));

    private static final Style PLAIN = new Style(Ansi.OFF, ZoneOffset.UTC);

    private static String printed(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString();
    }

    @Test
    void detailsHaveAllFields() {
        assertThat(printed(out -> RecordingListing.details(RECORDING, out, PLAIN)))
                .isEqualTo("""
                recording: rec-1
                \tmeeting: room?[1m
                \tname: Name
                \tstate: published
                \tprotected: true
                \tstart: 2026-01-05T09:00:00Z
                \tend:\s
                \tparticipants: 3
                \tmeta course: a?b
                \tmeta tenant-id: t-1
                \tformat presentation: /p, 50 min
                \tformat video: /v, 7 min
                """);
    }

    @Test
    void listHasALineEach() {
        assertThat(printed(out -> RecordingListing.TABLE.print(List.of(RECORDING), out, PLAIN))
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("RECORDING").endsWith("TENANT"),
                        line -> assertThat(line)
                                .startsWith("rec-1")
                                .contains("room?[1m", "published", "yes", "presentation,video")
                                .endsWith("t-1"));
    }

    @Test
    void programsGetRawTexts() {
        assertThat(RecordingListing.entry(RECORDING))
                .containsEntry("meeting_id", "room\u001b[1m")
                .containsEntry("start_time", "2026-01-05T09:00:00.123Z")
                .containsEntry("end_time", null)
                .containsEntry("state", "published")
                .containsEntry(
                        "formats",
                        List.of(
                                Map.of("format", "presentation", "url", "/p", "length_minutes", 50),
                                Map.of("format", "video", "url", "/v", "length_minutes", 7)));
    }
}
