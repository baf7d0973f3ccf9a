package org.scalelite.api.dialin;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name under which a caller appears in the meeting (specification, sections 13 and 16.16). Only letters, digits and a
 * few signs of names get through.
 */
final class CallerName {
    static final String UNAVAILABLE = "Unavailable";

    private static final int LONGEST = 64;
    private static final int MASKED_DIGITS = 4;
    private static final String APOSTROPHE = "\u2019";
    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.+\u2019-]+");

    /** By such a name BBB takes a phone for the microphone of a user in a browser. */
    private static final String USER_IN_BROWSER = "bbbid";

    private CallerName() {}

    /** What the meeting may know of a caller. */
    static String of(PhoneCall call) {
        String name = allowed(call.callerName());
        boolean isName = name.codePoints().anyMatch(Character::isLetter);
        boolean isNumber = !isName && name.codePoints().anyMatch(Character::isDigit);
        if (call.hidesName() || (isNumber && call.hidesNumber()) || isOfBrowser(name)) {
            return UNAVAILABLE;
        }
        if (isNumber) {
            return masked(name);
        }
        return isName ? name : UNAVAILABLE;
    }

    private static String allowed(String sent) {
        // The typewriter's apostrophe quotes in a dialplan, the printer's does not.
        return FOREIGN.matcher(sent.replace("'", APOSTROPHE))
                .replaceAll(" ")
                .codePoints()
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isOfBrowser(String name) {
        return name.toLowerCase(Locale.ROOT).contains(USER_IN_BROWSER);
    }

    private static String masked(String number) {
        int[] characters = number.codePoints().toArray();
        int left = MASKED_DIGITS;
        for (int i = characters.length - 1; i >= 0 && left > 0; i--) {
            if (Character.isDigit(characters[i])) {
                characters[i] = 'X';
                left--;
            }
        }
        return new String(characters, 0, characters.length);
    }
}
