package org.scalelite.api.recording;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of metadata as XML element names. A character that is invalid in a name is written as its code point,
 * {@code _x0020_} for a space. Text that looks like such an escape is escaped too, so that names stay unique.
 */
final class MetadataName {
    private static final String START = "A-Za-z_\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}"
            + "\\x{200C}\\x{200D}\\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}"
            + "\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}";
    private static final String REST = START + ".0-9\\xB7\\x{300}-\\x{36F}\\x{203F}\\x{2040}-";
    private static final Pattern NAME = Pattern.compile("[" + START + "][" + REST + "]*");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*");
    private static final Pattern TO_ESCAPE =
            Pattern.compile("^[^" + START + "]|[^" + REST + "]|_(?=x[0-9A-F]{4,6}_)", Pattern.DOTALL);

    private MetadataName() {}

    /** Whether a key is a valid XML name. */
    static boolean isName(String key) {
        return NAME.matcher(key).matches();
    }

    static String element(String key) {
        if (PLAIN.matcher(key).matches()) {
            return key;
        }
        if (key.isEmpty()) {
            return "_x_";
        }
        return TO_ESCAPE
                .matcher(key)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "_x%04X_".formatted(found.group().codePointAt(0))));
    }

    /** The key as it is stored. */
    static String lowerCase(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
