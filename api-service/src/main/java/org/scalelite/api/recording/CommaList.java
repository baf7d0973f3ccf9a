package org.scalelite.api.recording;

import java.util.Arrays;
import java.util.List;

/** Several values in one parameter. */
final class CommaList {
    private CommaList() {}

    /** The values, each once; spaces around them and commas too many do not count. */
    static List<String> of(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
