package org.scalelite.common.recording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a recording is (specification, section 4). */
public enum RecordingState {
    PROCESSING,
    PROCESSED,
    PUBLISHED,
    UNPUBLISHED,
    DELETED;

    /** As in the database and in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name, if there is one. */
    public static Optional<RecordingState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
