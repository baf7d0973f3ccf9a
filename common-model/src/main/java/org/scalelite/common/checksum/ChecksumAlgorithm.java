package org.scalelite.common.checksum;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A hash algorithm of BBB checksums (BBB reference, section 2.1), the weakest first. */
public enum ChecksumAlgorithm {
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64),
    SHA384("SHA-384", 96),
    SHA512("SHA-512", 128);

    private final String digestName;
    private final int hexLength;

    ChecksumAlgorithm(String digestName, int hexLength) {
        this.digestName = digestName;
        this.hexLength = hexLength;
    }

    /** The algorithm whose checksums have this many hex digits. */
    public static Optional<ChecksumAlgorithm> byLength(int hexLength) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.hexLength == hexLength)
                .findFirst();
    }

    /** Lower-case hex of the hash over the parts, one after the other, as UTF-8. */
    public String hex(String... parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java lacks " + digestName, e);
        }
    }
}
