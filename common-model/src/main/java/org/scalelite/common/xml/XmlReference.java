package org.scalelite.common.xml;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/**
 * The reference that begins with an {@code &} (XML 1.0, section 4.1).
 *
 * @param end index after it
 */
record XmlReference(Kind kind, int end) {
    private static final List<byte[]> ENTITIES = List.of(
            "&lt;".getBytes(US_ASCII),
            "&gt;".getBytes(US_ASCII),
            "&amp;".getBytes(US_ASCII),
            "&quot;".getBytes(US_ASCII),
            "&apos;".getBytes(US_ASCII));

    enum Kind {
        /** A valid reference. */
        GOOD,

        /** A reference to an invalid character. */
        ILLEGAL_CHARACTER,

        /** Not a reference: the {@code &} is text. */
        TEXT
    }

    static XmlReference at(byte[] utf8, int at) {
        if (at + 1 < utf8.length && utf8[at + 1] == '#') {
            return at + 2 < utf8.length && utf8[at + 2] == 'x'
                    ? character(utf8, at, at + 3, 16)
                    : character(utf8, at, at + 2, 10);
        }
        for (byte[] entity : ENTITIES) {
            int end = at + entity.length;
            if (end <= utf8.length && Arrays.equals(utf8, at, end, entity, 0, entity.length)) {
                return new XmlReference(Kind.GOOD, end);
            }
        }
        return text(at);
    }

    private static XmlReference character(byte[] utf8, int start, int digits, int radix) {
        int codePoint = 0;
        int at = digits;
        while (at < utf8.length && Character.digit(utf8[at], radix) >= 0) {
            codePoint = Math.min(codePoint * radix + Character.digit(utf8[at], radix), Character.MAX_CODE_POINT + 1);
            at++;
        }
        if (at == digits || at == utf8.length || utf8[at] != ';') {
            return text(start);
        }
        Kind kind = XmlCharacter.isLegal(codePoint) ? Kind.GOOD : Kind.ILLEGAL_CHARACTER;
        return new XmlReference(kind, at + 1);
    }

    private static XmlReference text(int at) {
        return new XmlReference(Kind.TEXT, at + 1);
    }
}
