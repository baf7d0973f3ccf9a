package org.scalelite.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.io.Utf8;

/**
 * A query or a form body, as it was sent. What a checksum covers is this text, never one that was put together again
 * (specification, section 5.3).
 *
 * @param pairs the texts between its ampersands
 */
public record QueryText(List<String> pairs) {
    /** Cut to pieces and decoded, a parameter takes many times its bytes. */
    public static final int MOST_PAIRS = 1_000;

    private static final String CHECKSUM_NAME = "checksum=";
    private static final char ESCAPE = '%';
    private static final int HEX_RADIX = 16;

    public QueryText {
        pairs = List.copyOf(pairs);
    }

    /** A text without the question mark. */
    public QueryText(String raw) {
        this(List.of(raw.split("&", -1)));
    }

    /** The text is no legal query: an escape or its UTF-8 is broken. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether a text has more parameters than are read. Nothing is cut or decoded for the answer. */
    public static boolean isTooMany(String raw) {
        int pairs = 1;
        for (int at = raw.indexOf('&'); at >= 0; at = raw.indexOf('&', at + 1)) {
            if (++pairs > MOST_PAIRS) {
                return true;
            }
        }
        return false;
    }

    /** From bytes that the HTTP decoder gave as one character each. */
    public static QueryText ofBytes(byte[] bytes) {
        return new QueryText(utf8(bytes));
    }

    /** The values of all parameters named checksum, as they are in the text. */
    public List<String> checksums() {
        return pairs.stream()
                .filter(pair -> pair.startsWith(CHECKSUM_NAME))
                .map(pair -> pair.substring(CHECKSUM_NAME.length()))
                .toList();
    }

    /** Whether there is anything besides the checksum. */
    public boolean hasParameters() {
        return pairs.stream().anyMatch(pair -> !pair.isEmpty() && !pair.startsWith(CHECKSUM_NAME));
    }

    /** The text without its checksum parameter, at every place where that is. */
    public String withoutChecksum() {
        return pairs.stream().filter(pair -> !pair.startsWith(CHECKSUM_NAME)).collect(Collectors.joining("&"));
    }

    /**
     * The parameters, decoded; of a name given twice the last value wins.
     *
     * @throws MalformedException if an escape or its UTF-8 is broken
     */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decode(name), decode(value));
            }
        }
        return parameters;
    }

    static String decode(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return text.replace('+', ' ');
        }
        return utf8(decodedBytes(text));
    }

    /**
     * The bytes that a text encodes.
     *
     * @throws MalformedException if an escape is broken
     */
    static byte[] decodedBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            switch (bytes[i]) {
                case '+' -> decoded.write(' ');
                case ESCAPE -> {
                    decoded.write(escaped(bytes, i));
                    i += 2;
                }
                default -> decoded.write(bytes[i]);
            }
        }
        return decoded.toByteArray();
    }

    /** It may hold secrets. */
    @Override
    public String toString() {
        return "QueryText[" + pairs.size() + " parameters]";
    }

    private static int escaped(byte[] bytes, int at) {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], HEX_RADIX) : -1;
        int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], HEX_RADIX) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedException("a percent sign without two hex digits");
        }
        return high * HEX_RADIX + low;
    }

    private static String utf8(byte[] bytes) {
        return Utf8.text(bytes).orElseThrow(() -> new MalformedException("not UTF-8"));
    }
}
