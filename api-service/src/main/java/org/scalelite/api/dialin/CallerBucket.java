package org.scalelite.api.dialin;

import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * Whose wrong PINs are counted together: those of a phone number, else of the address that the call came from.
 *
 * @param name a pseudonym, as no number shall stand in Redis or in a log
 * @param isShared whether it may be several callers'
 */
record CallerBucket(String name, boolean isShared) {
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final int SHORTEST_NUMBER = 3;
    private static final int SHARED_BY = 10;
    private static final int NAME_LENGTH = 32;

    /**
     * The bucket of a call.
     *
     * @param remoteAddress who asks us, for a FreeSWITCH that does not tell who called
     * @param key without which nobody finds a number by its pseudonym
     */
    static CallerBucket of(PhoneCall call, String remoteAddress, String key) {
        // One number comes as 0049…, +49… and with separators; a hidden one as anonymous or as zeros.
        String number = LEADING_ZEROS
                .matcher(NO_DIGIT.matcher(call.callerNumber()).replaceAll(""))
                .replaceFirst("");
        if (number.length() >= SHORTEST_NUMBER) {
            return new CallerBucket(pseudonym("number ", number, key), false);
        }
        String address = call.networkAddress().isEmpty() ? remoteAddress : call.networkAddress();
        return new CallerBucket(pseudonym("address ", address, key), true);
    }

    private static String pseudonym(String kind, String caller, String key) {
        return ChecksumAlgorithm.SHA256.hex("caller ", kind, caller, "\n", key).substring(0, NAME_LENGTH);
    }

    /** How many wrong PINs it holds: callers who share one must not lock each other out at once. */
    int limit(int perCaller) {
        return isShared ? perCaller * SHARED_BY : perCaller;
    }
}
