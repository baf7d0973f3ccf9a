package org.scalelite.api.dialin;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The dialled number as the regular expression of the FreeSWITCH extension. Signs of phone numbers are put in brackets,
 * and other characters except letters and digits are replaced by wildcards: the expression matches the number and
 * contains nothing that the dialplan would expand.
 */
record DialedNumber(String expression) {
    private static final int MAX_LENGTH = 64;
    private static final Pattern SPECIAL = Pattern.compile("[+*#.]|[^A-Za-z0-9_+*#.-]+");
    private static final String SIGNS = "+*#.";

    /** Empty if the number is blank or too long. */
    static Optional<DialedNumber> of(String sent) {
        return sent.isBlank() || sent.length() > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new DialedNumber("^" + SPECIAL.matcher(sent).replaceAll(DialedNumber::escape) + "$"));
    }

    private static String escape(MatchResult found) {
        return SIGNS.contains(found.group()) ? "[" + found.group() + "]" : ".+";
    }
}
