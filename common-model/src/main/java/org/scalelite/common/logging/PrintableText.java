package org.scalelite.common.logging;

/** Makes external text safe for logs and terminals. */
public final class PrintableText {
    private static final char REPLACEMENT = '?';

    /** More than the URL of any call. */
    private static final int MAX_LINE = 8192;

    private PrintableText() {}

    /**
     * Replaces control characters, line and paragraph separators, bidirectional controls and invisible characters by
     * question marks.
     */
    public static String of(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable)
                ? text
                : text.codePoints()
                        .map(character -> isPrintable(character) ? character : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** The same of limited length, for a line of the log. */
    static String line(String text) {
        return of(
                text.length() <= MAX_LINE
                        ? text
                        : text.substring(0, MAX_LINE) + "… (" + text.length() + " characters)");
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
