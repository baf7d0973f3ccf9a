package org.scalelite.common.logging;

/** Texts that somebody outside has chosen, as they may go to a log or a terminal. */
public final class PrintableText {
    private static final char REPLACEMENT = '?';

    private PrintableText() {}

    /**
     * The text on one line, without what a terminal obeys: control characters, line and paragraph separators, what turns
     * the direction of writing, and what cannot be seen. Each is replaced by a question mark.
     */
    public static String of(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable)
                ? text
                : text.codePoints()
                        .map(character -> isPrintable(character) ? character : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
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
