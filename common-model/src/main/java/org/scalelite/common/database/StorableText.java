package org.scalelite.common.database;

/** Text that PostgreSQL takes: it knows no NUL, so what was sent with one is no text that it could hold. */
public final class StorableText {
    private StorableText() {}

    /** The text with a replacement character in the place of each NUL. */
    public static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
