package org.scalelite.common.recording;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record id or the name of a playback format that may be part of a path, or no object at all (specification, section
 * 11, "archive hygiene").
 */
public record SafeSegment(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");

    /**
     * Checks a name.
     *
     * @throws IllegalArgumentException if it could lead anywhere but to one file of this name
     */
    public SafeSegment {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a safe name for a file: " + value);
        }
    }

    /** The name, if it is safe. */
    public static Optional<SafeSegment> of(String value) {
        return SAFE.matcher(value).matches() ? Optional.of(new SafeSegment(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
