package org.scalelite.common.config;

import java.util.function.Function;

/**
 * How the text of an environment variable becomes a value.
 *
 * @param allowed what is allowed, as it completes the sentence "… is not allowed: give …"
 * @param parser throws {@link IllegalArgumentException} for a text that is not allowed
 * @param secret whether the text must never be shown
 * @param blankIsValue whether an empty text is a value of its own; else it counts as not set
 */
record ValueType<T>(String allowed, Function<String, T> parser, boolean secret, boolean blankIsValue) {

    ValueType(String allowed, Function<String, T> parser) {
        this(allowed, parser, false, false);
    }

    ValueType<T> asSecret() {
        return new ValueType<>(allowed, parser, true, blankIsValue);
    }

    ValueType<T> withBlankAsValue() {
        return new ValueType<>(allowed, parser, secret, true);
    }

    /** How a text may be quoted in an error message. */
    String quote(String text) {
        return secret ? "(hidden)" : '"' + text + '"';
    }
}
