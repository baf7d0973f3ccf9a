package org.scalelite.cli.recordings;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Style;
import org.scalelite.cli.output.Table;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;

/** Recordings for people and for programs. */
final class RecordingListing {
    static final Table<Recording> TABLE = Table.of(
            Table.left("RECORDING", recording -> recording.recordId()),
            Table.left("MEETING", recording -> recording.meetingId()),
            Table.left("NAME", recording -> recording.name().orElse("")),
            Table.left("STATE", recording -> recording.state().text()),
            Table.left("PROTECTED", recording -> recording.isProtected() ? "yes" : "no"),
            Table.time("START", Recording::startTime),
            Table.left(
                    "FORMATS",
                    recording -> recording.formats().stream()
                            .map(PlaybackFormat::format)
                            .collect(Collectors.joining(","))),
            Table.left("TENANT", recording -> recording.tenantId().orElse("")));

    private RecordingListing() {}

    static void details(Recording recording, PrintWriter out, Style style) {
        out.println("recording: " + Cell.printable(recording.recordId()));
        out.println("\tmeeting: " + Cell.printable(recording.meetingId()));
        out.println("\tname: " + Cell.printable(recording.name().orElse("")));
        out.println("\tstate: " + recording.state().text());
        out.println("\tprotected: " + recording.isProtected());
        out.println("\tstart: " + recording.startTime().map(style::time).orElse(""));
        out.println("\tend: " + recording.endTime().map(style::time).orElse(""));
        out.println("\tparticipants: "
                + recording.participants().map(String::valueOf).orElse(""));
        recording
                .metadata()
                .forEach((key, value) -> out.println("\tmeta " + Cell.printable(key) + ": " + Cell.printable(value)));
        for (PlaybackFormat format : recording.formats()) {
            out.println("\tformat %s: %s, %d min"
                    .formatted(Cell.printable(format.format()), Cell.printable(format.url()), format.lengthMinutes()));
        }
    }

    static Map<String, @Nullable Object> entry(Recording recording) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("record_id", recording.recordId());
        fields.put("meeting_id", recording.meetingId());
        fields.put("name", recording.name().orElse(null));
        fields.put("state", recording.state().text());
        fields.put("published", recording.published());
        fields.put("protected", recording.isProtected());
        fields.put("start_time", recording.startTime().map(Instant::toString).orElse(null));
        fields.put("end_time", recording.endTime().map(Instant::toString).orElse(null));
        fields.put("participants", recording.participants().orElse(null));
        fields.put("metadata", recording.metadata());
        fields.put(
                "formats",
                recording.formats().stream()
                        .map(format -> Map.of(
                                "format",
                                format.format(),
                                "url",
                                format.url(),
                                "length_minutes",
                                format.lengthMinutes()))
                        .toList());
        return fields;
    }
}
