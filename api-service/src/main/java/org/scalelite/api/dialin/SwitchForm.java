package org.scalelite.api.dialin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The form that FreeSWITCH posts: some hundred fields, of which a few are read. What phones put into them need be neither
 * UTF-8 nor rightly encoded; such a call must still get through, so nothing here fails.
 */
final class SwitchForm {
    /** No field that matters is longer; of one that is, the rest is left out. */
    private static final int LONGEST_VALUE = 1024;

    private static final int HEX_RADIX = 16;

    private SwitchForm() {}

    /** The wanted fields that are there, decoded; of a name given twice the last value wins. */
    static Map<String, String> fields(byte[] body, Set<String> wanted) {
        // One character for each byte. mod_xml_curl of old ends its form with a line break.
        String text = new String(body, StandardCharsets.ISO_8859_1).stripTrailing();
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (wanted.contains(name)) {
                fields.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        int length = Math.min(text.length(), LONGEST_VALUE);
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
        // What is no UTF-8 becomes a character that no allow-list knows.
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), HEX_RADIX) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX_RADIX) : -1;
        return high < 0 || low < 0 ? -1 : high * HEX_RADIX + low;
    }
}
