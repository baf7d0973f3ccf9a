package org.scalelite.common.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Answers of BBB servers in which one attendee has a name that XML cannot hold. */
public final class OddNames {
    private static final String NAME = "<fullName>";

    private OddNames() {}

    /** Names as their bytes, one Latin-1 character for each, and what a reader makes of them. */
    public static Map<String, String> read() {
        return Map.of(
                "vertical\u000Btab", "vertical\uFFFDtab",
                "none\u00EF\u00BF\u00BF", "none\uFFFD",
                "hard&nbsp;space", "hard&nbsp;space",
                "Tom & Jerry", "Tom & Jerry",
                "Ren\u00E9", "Ren\uFFFD",
                "cut \u00F0\u009F\u0098", "cut \uFFFD",
                "&#11;", "\uFFFD");
    }

    /** The answer with another name for its first attendee. */
    public static byte[] in(String answer, String latin1) {
        int start = answer.indexOf(NAME) + NAME.length();
        if (start < NAME.length()) {
            throw new IllegalArgumentException("nobody is in the meeting");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(answer.substring(0, start).getBytes(UTF_8));
        bytes.writeBytes(latin1.getBytes(ISO_8859_1));
        bytes.writeBytes(answer.substring(answer.indexOf('<', start)).getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
