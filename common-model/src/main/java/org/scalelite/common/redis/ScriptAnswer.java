package org.scalelite.common.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a script answered: its outcome, then names and values.
 *
 * @param outcome one of the words that the head of the script lists
 */
public record ScriptAnswer(String outcome, Map<String, String> values) {
    public ScriptAnswer {
        values = Map.copyOf(values);
    }

    static ScriptAnswer of(List<String> answer) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            values.put(answer.get(i), answer.get(i + 1));
        }
        return new ScriptAnswer(answer.getFirst(), values);
    }

    /**
     * Whether the outcome is the first of these words.
     *
     * @throws IllegalStateException if it is none of them
     */
    public boolean is(String wanted, String... others) {
        if (outcome.equals(wanted)) {
            return true;
        }
        if (List.of(others).contains(outcome)) {
            return false;
        }
        throw unknown();
    }

    /** What to throw where no known outcome is left. */
    public IllegalStateException unknown() {
        return new IllegalStateException("unknown outcome " + outcome);
    }

    /** A value. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("%s without %s".formatted(outcome, name)));
    }

    /** A value that the script may have left out. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Whether a value is 1, not 0. */
    public boolean flag(String name) {
        return text(name).equals("1");
    }
}
