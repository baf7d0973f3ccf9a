package org.scalelite.common.meeting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Candidates for the voice bridge of a meeting, computed by a keyed hash: every replica computes the same ones, and
 * they cannot be computed without the key (specification, sections 5.8 and 16.16).
 */
public final class VoiceBridges {
    private static final int CANDIDATES = 10;
    private static final String ALGORITHM = "HmacSHA256";

    /** The test bridge of BBB, which breaks a meeting. */
    private static final String FORBIDDEN = "99999";

    private final SecretKeySpec key;
    private final long first;
    private final long count;

    /**
     * Candidates of a fixed length.
     *
     * @param secret the key of the hash
     * @param digits 3 to 18; the first one is not 0
     */
    public VoiceBridges(String secret, int digits) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.first = Math.powExact(10L, digits - 1);
        this.count = 9 * first;
    }

    /**
     * The candidates, best first.
     *
     * @param requested first candidate, if it is a number
     */
    public List<String> candidates(MeetingKey meeting, Optional<String> requested) {
        Set<String> candidates = new LinkedHashSet<>();
        requested.filter(bridge -> bridge.matches("[1-9][0-9]{2,17}")).ifPresent(candidates::add);
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(String.valueOf(first + Math.floorMod(hash(meeting, i), count)));
        }
        candidates.remove(FORBIDDEN);
        return List.copyOf(candidates);
    }

    private long hash(MeetingKey meeting, int index) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String text = meeting.tenantText() + '\n' + meeting.meetingId() + '\n' + index;
            return ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java lacks " + ALGORITHM, e);
        }
    }
}
