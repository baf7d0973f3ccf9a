package org.scalelite.cli.rake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a command line together. */
final class RakeLine {
    private static final String END_OF_OPTIONS = "--";

    private final List<String> words;

    RakeLine(String... words) {
        this.words = new ArrayList<>(List.of(words));
    }

    RakeLine option(String name, Optional<String> value) {
        value.ifPresent(text -> words.add(name + "=" + text));
        return this;
    }

    RakeLine flag(String name, boolean given) {
        if (given) {
            words.add(name);
        }
        return this;
    }

    /** The line with its last words, which may begin like options. */
    List<String> with(String... parameters) {
        return with(List.of(parameters));
    }

    List<String> with(List<String> parameters) {
        if (!parameters.isEmpty()) {
            words.add(END_OF_OPTIONS);
            words.addAll(parameters);
        }
        return List.copyOf(words);
    }
}
