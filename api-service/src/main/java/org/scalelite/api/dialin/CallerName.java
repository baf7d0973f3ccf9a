package org.scalelite.api.dialin;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a caller in the meeting (specification, sections 13 and 16.16). Only letters, digits and some punctuation
 * are allowed.
 */
final class CallerName {
    static final String UNAVAILABLE = "Unavailable";

    private static final int MAX_LENGTH = 64;
    private static final int MASKED_DIGITS = 4;
    private static final String APOSTROPHE = "\u2019";
    private static final Pattern FOREIGN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.+\u2019-]+");

    /** BBB treats a caller with such a name as the audio of a browser user. */
    private static final String BROWSER_USER = "bbbid";

    private CallerName() {}

    /** The name of a caller for the meeting. */
    static String of(PhoneCall call) {
        String name = allowed(call.callerName());
        boolean isName = name.codePoints().anyMatch(Character::isLetter);
        boolean isNumber = !isName && name.codePoints().anyMatch(Character::isDigit);
        if (call.hidesName() || (isNumber && call.hidesNumber()) || isBrowserUser(name)) {
            return UNAVAILABLE;
        }
        if (isNumber) {
            return masked(name);
        }
        return isName ? name : UNAVAILABLE;
    }

    private static String allowed(String sent) {
        // The ASCII apostrophe is a quote character in a dialplan; U+2019 is not.
        return FOREIGN.matcher(sent.replace("'", APOSTROPHE))
                .replaceAll(" ")
                .codePoints()
                .limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isBrowserUser(String name) {
        return name.toLowerCase(Locale.ROOT).contains(BROWSER_USER);
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
