package org.scalelite.common.xml;

/** Characters of XML 1.0, in UTF-8. */
final class XmlCharacter {
    private static final int MAX_CODE_POINT = 0x10FFFF;

    private XmlCharacter() {}

    /** Whether XML allows the character (XML 1.0, section 2.2). */
    static boolean isLegal(int codePoint) {
        if (codePoint < 0x20) {
            return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        }
        return codePoint < Character.MIN_SURROGATE
                || (codePoint > Character.MAX_SURROGATE && codePoint < 0xFFFE)
                || (codePoint > 0xFFFF && codePoint <= MAX_CODE_POINT);
    }

    /**
     * The number of bytes of the character at an index, if XML allows it; negative: the number of invalid bytes.
     * Truncated, overlong and surrogate sequences are counted as the Unicode standard recommends (section 3.9, table
     * 3-7).
     */
    static int length(byte[] utf8, int at) {
        int first = utf8[at] & 0xFF;
        if (first < 0x80) {
            return isLegal(first) ? 1 : -1;
        }
        int length = expectedLength(first);
        if (length == 0 || !isSecond(first, utf8, at + 1)) {
            return -1;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(utf8, at + i, 0x80, 0xBF)) {
                return -i;
            }
        }
        // U+FFFE and U+FFFF
        boolean isNone = first == 0xEF && utf8[at + 1] == (byte) 0xBF && (utf8[at + 2] & 0xFF) >= 0xBE;
        return isNone ? -length : length;
    }

    private static int expectedLength(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static boolean isSecond(int first, byte[] utf8, int at) {
        return switch (first) {
            case 0xE0 -> isContinuation(utf8, at, 0xA0, 0xBF);
            case 0xED -> isContinuation(utf8, at, 0x80, 0x9F);
            case 0xF0 -> isContinuation(utf8, at, 0x90, 0xBF);
            case 0xF4 -> isContinuation(utf8, at, 0x80, 0x8F);
            default -> isContinuation(utf8, at, 0x80, 0xBF);
        };
    }

    private static boolean isContinuation(byte[] utf8, int at, int least, int most) {
        return at < utf8.length && (utf8[at] & 0xFF) >= least && (utf8[at] & 0xFF) <= most;
    }
}
