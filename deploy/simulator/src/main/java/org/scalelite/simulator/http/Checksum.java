package org.scalelite.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The hashes of BBB and the rule by which a checksum is cut out of a query (BBB API reference, sections 2.1 and 2.2). */
public enum Checksum {
    SHA1("sha1", "SHA-1", 40),
    SHA256("sha256", "SHA-256", 64),
    SHA384("sha384", "SHA-384", 96),
    SHA512("sha512", "SHA-512", 128);

    private static final Checksum[] ALL = values();

    private final String settingName;
    private final int length;
    // Each thread has its own digest, so that sharing the constant is safe.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ThreadLocal<MessageDigest> digest;

    Checksum(String settingName, String algorithm, int length) {
        this.settingName = settingName;
        this.length = length;
        this.digest = ThreadLocal.withInitial(() -> digest(algorithm));
    }

    /** The name in supportedChecksumAlgorithms. */
    String settingName() {
        return settingName;
    }

    /** The hash is chosen by the length of the checksum received. */
    @Nullable
    static Checksum ofLength(int length) {
        for (Checksum checksum : ALL) {
            if (checksum.length == length) {
                return checksum;
            }
        }
        return null;
    }

    public String hex(String text) {
        return HexFormat.of().formatHex(digest.get().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    public String of(String call, String query, String secret) {
        return hex(call + query + secret);
    }

    /** Removes the checksum as literal text, so that it may stand anywhere in the query. */
    static String cutOut(String rawQuery, String value) {
        String query = withoutControlCharacters(rawQuery).trim();
        return query.replace("&checksum=" + value, "")
                .replace("checksum=" + value + "&", "")
                .replace("checksum=" + value, "");
    }

    private static String withoutControlCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                StringBuilder kept = new StringBuilder(text.length());
                text.chars().filter(c -> !Character.isISOControl(c)).forEach(c -> kept.append((char) c));
                return kept.toString();
            }
        }
        return text;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
