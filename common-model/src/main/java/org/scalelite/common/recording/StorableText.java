package org.scalelite.common.recording;

/** Text that PostgreSQL takes: it knows no NUL, so what was sent with one is no text that it could hold. */
final class StorableText {
    private StorableText() {}

    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
