package org.scalelite.api.dialin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The form that FreeSWITCH posts: some hundred fields, of which a few are read. Values of phones may be neither UTF-8
 * nor correctly encoded; such calls must still be connected, so parsing never fails.
 */
final class SwitchForm {
    /** The rest of a longer value is ignored. */
    private static final int MAX_VALUE_LENGTH = 1024;

    private static final int HEX_RADIX = 16;

    private SwitchForm() {}

    /** The requested fields, decoded; the last value of a repeated name wins. */
    static Map<String, String> fields(byte[] body, Set<String> names) {
        // One character for each byte. Old versions of mod_xml_curl end the form with a line break.
        String text = new String(body, StandardCharsets.ISO_8859_1).stripTrailing();
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (names.contains(name)) {
                fields.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        int length = Math.min(text.length(), MAX_VALUE_LENGTH);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            char sent = text.charAt(i);
            int escaped = sent == '%' ? escaped(text, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else {
                bytes.write(sent == '+' ? ' ' : sent);
            }
        }
        // Invalid UTF-8 becomes U+FFFD, which no allow-list contains.
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), HEX_RADIX) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX_RADIX) : -1;
        return high < 0 || low < 0 ? -1 : high * HEX_RADIX + low;
    }
}
