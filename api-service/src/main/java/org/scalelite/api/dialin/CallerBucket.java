package org.scalelite.api.dialin;

import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * The counter of wrong PINs of one caller: by phone number, otherwise by the address of the call.
 *
 * @param name a pseudonym, because phone numbers are not stored in Redis or logged
 * @param isShared whether several callers may use it
 */
record CallerBucket(String name, boolean isShared) {
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final int MIN_NUMBER_LENGTH = 3;
    private static final int SHARED_FACTOR = 10;
    private static final int NAME_LENGTH = 32;

    /**
     * The bucket of a call.
     *
     * @param remoteAddress of the request, used if FreeSWITCH sends no caller
     * @param key of the pseudonym
     */
    static CallerBucket of(PhoneCall call, String remoteAddress, String key) {
        // The same number is sent as 0049…, +49… and with separators; a hidden one as anonymous or as zeros.
        String number = LEADING_ZEROS
                .matcher(NO_DIGIT.matcher(call.callerNumber()).replaceAll(""))
                .replaceFirst("");
        if (number.length() >= MIN_NUMBER_LENGTH) {
            return new CallerBucket(pseudonym("number ", number, key), false);
        }
        String address = call.networkAddress().isEmpty() ? remoteAddress : call.networkAddress();
        return new CallerBucket(pseudonym("address ", address, key), true);
    }

    private static String pseudonym(String kind, String caller, String key) {
        return ChecksumAlgorithm.SHA256.hex("caller ", kind, caller, "\n", key).substring(0, NAME_LENGTH);
    }

    /** The limit of wrong PINs, higher for a shared bucket. */
    int limit(int perCaller) {
        return isShared ? perCaller * SHARED_FACTOR : perCaller;
    }
}
