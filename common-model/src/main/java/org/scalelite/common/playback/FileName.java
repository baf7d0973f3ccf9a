package org.scalelite.common.playback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.scalelite.common.io.Utf8;

/**
 * The name of a file in a recording. Names in archives and URLs are bytes. UTF-8 names are unchanged; in others each
 * non-ASCII byte is percent-encoded, because a JVM cannot write such a name. The importer and the delivery derive the
 * same name from the same bytes, so that existing URLs stay valid.
 */
public final class FileName {
    private static final int LAST_ASCII = 0x7F;
    private static final int MAX_BYTES = 255;
    private static final int KEPT = 100;

    private FileName() {}

    /** The name for these bytes. */
    public static String of(byte[] name) {
        return Utf8.text(name).orElseGet(() -> {
            String coded = coded(name);
            return coded.length() > MAX_BYTES ? shortened(coded) : coded;
        });
    }

    /** A digest for names that are too long for a file system; the end of the name stays, with the extension. */
    private static String shortened(String coded) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(coded.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest) + coded.substring(coded.length() - KEPT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coded(byte[] name) {
        StringBuilder coded = new StringBuilder();
        for (byte each : name) {
            int value = Byte.toUnsignedInt(each);
            if (value > LAST_ASCII || value == '%') {
                coded.append("%%%02X".formatted(value));
            } else {
                coded.append((char) value);
            }
        }
        return coded.toString();
    }
}
