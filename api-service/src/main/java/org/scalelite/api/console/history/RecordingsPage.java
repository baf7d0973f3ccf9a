package org.scalelite.api.console.history;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.scalelite.api.console.page.Badge;
import org.scalelite.api.console.page.Beginning;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.operator.RecordingActions;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingState;

/** Recordings that were searched for, the newest start first. */
public record RecordingsPage(Frame frame, Filter filter, List<Row> rows, Pager pager) {
    public RecordingsPage {
        rows = List.copyOf(rows);
    }

    /**
     * Which recordings are shown. Empty texts do not filter.
     *
     * @param id meeting id, or the beginning of a record id
     * @param name part of it
     * @param tenant its id
     * @param state one of {@link RecordingState}; empty: all but deleted
     */
    public record Filter(String id, String name, String tenant, String state) {
        /** From the parameters of an address. */
        public static Filter of(Map<String, String> parameters) {
            return new Filter(
                    text(parameters, "q"),
                    text(parameters, "name"),
                    text(parameters, "tenant"),
                    EnumText.find(RecordingState.class, text(parameters, "state"))
                            .map(RecordingState::text)
                            .orElse(""));
        }

        private static String text(Map<String, String> parameters, String name) {
            return parameters.getOrDefault(name, "").strip();
        }

        public Map<String, String> parameters() {
            return Map.of("q", id, "name", name, "tenant", tenant, "state", state);
        }

        /** The same for the repository. */
        public RecordingActions.Query query() {
            Set<RecordingState> states = EnumText.find(RecordingState.class, state)
                    .<Set<RecordingState>>map(EnumSet::of)
                    .orElseGet(() -> EnumSet.complementOf(EnumSet.of(RecordingState.DELETED)));
            return new RecordingActions.Query(given(id), given(name), given(tenant), states);
        }

        private static Optional<String> given(String text) {
            return Optional.of(text).filter(value -> !value.isEmpty());
        }
    }

    /** A recording. */
    public record Row(
            String name,
            String recordId,
            String meeting,
            String meetingLink,
            String tenant,
            Badge state,
            boolean isProtected,
            String startedAt,
            List<Playback> playbacks) {
        public Row {
            playbacks = List.copyOf(playbacks);
        }

        public static Row of(Recording recording) {
            return new Row(
                    Beginning.of(recording.name().orElse("")),
                    recording.recordId(),
                    Beginning.of(recording.meetingId()),
                    Link.to("/history", Map.of("meeting", recording.meetingId(), "days", "all")),
                    recording.tenantId().orElse(""),
                    Badge.recording(recording.state()),
                    recording.isProtected(),
                    recording.startTime().map(Instant::toString).orElse(""),
                    recording.formats().stream().map(Playback::of).toList());
        }
    }

    /**
     * A format.
     *
     * @param link empty if its stored address is not a path on this host
     */
    public record Playback(String format, String length, String link) {
        private static final Pattern PATH = Pattern.compile("/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*");

        static Playback of(PlaybackFormat format) {
            return new Playback(
                    format.format(),
                    "%d min".formatted(format.lengthMinutes()),
                    PATH.matcher(format.url()).matches() ? format.url() : "");
        }
    }
}
