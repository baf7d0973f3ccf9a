package org.scalelite.api.listing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.cache.EntityTag;

/**
 * Which elements a list has: the digests of its servers' parts in any order, because the order in which servers answer is no
 * change.
 */
final class ListVersion {
    private static final HexFormat HEX = HexFormat.of();

    private final List<String> digests = new ArrayList<>();
    private @Nullable EntityTag tag;

    /** The elements of one server. */
    void add(byte[] part) {
        digests.add(HEX.formatHex(sha256().digest(part)));
        tag = null;
    }

    EntityTag tag() {
        EntityTag known = tag;
        if (known == null) {
            MessageDigest all = sha256();
            digests.stream().sorted().map(HEX::parseHex).forEach(all::update);
            known = EntityTag.weak(HEX.formatHex(all.digest()));
            tag = known;
        }
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
