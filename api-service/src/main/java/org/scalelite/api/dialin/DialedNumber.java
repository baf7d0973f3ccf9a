package org.scalelite.api.dialin;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The number that was dialled, as the pattern by which FreeSWITCH finds the extension. Letters and digits stand for
 * themselves, signs of phone numbers in brackets, and for all else any character will do: the pattern matches what was
 * dialled and holds nothing that the dialplan would read.
 */
record DialedNumber(String expression) {
    private static final int LONGEST = 64;
    private static final Pattern SPECIAL = Pattern.compile("[+*#.]|[^A-Za-z0-9_+*#.-]+");
    private static final String SIGNS = "+*#.";

    /** Empty for no number, and for one that is absurdly long. */
    static Optional<DialedNumber> of(String sent) {
        return sent.isBlank() || sent.length() > LONGEST
                ? Optional.empty()
                : Optional.of(new DialedNumber("^" + SPECIAL.matcher(sent).replaceAll(DialedNumber::harmless) + "$"));
    }

    private static String harmless(MatchResult found) {
        return SIGNS.contains(found.group()) ? "[" + found.group() + "]" : ".+";
    }
}
