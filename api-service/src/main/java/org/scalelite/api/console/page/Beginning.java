package org.scalelite.api.console.page;

/** Texts that servers and front-ends choose are of any length. */
public final class Beginning {
    private static final int LENGTH = 80;

    private Beginning() {}

    /** The beginning of a long text. */
    public static String of(String text) {
        return text.codePointCount(0, text.length()) <= LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LENGTH)) + "…";
    }
}
