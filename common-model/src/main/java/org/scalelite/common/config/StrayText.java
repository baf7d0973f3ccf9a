package org.scalelite.common.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment or quotes in the value of a variable. Shells remove both, but systemd keeps a comment after a value, and
 * {@code docker run --env-file} also keeps quotes.
 */
final class StrayText {
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#");
    private static final Pattern ONLY_COMMENT = Pattern.compile("(?s)#\\s.*");
    private static final Pattern QUOTED = Pattern.compile("(?s)([\"']).*\\1");

    private StrayText() {}

    /** Whether a stripped text is only a comment. */
    static boolean isOnlyComment(String text) {
        return ONLY_COMMENT.matcher(text).matches();
    }

    /** The problem of a text and its remedy, to follow the name of the variable, without the text itself. */
    static Optional<String> remark(String text) {
        if (COMMENT.matcher(text).find()) {
            return Optional.of(
                    "holds a # after a blank or at its beginning: if that is a comment, it is part of the value;"
                            + " give comments a line of their own");
        }
        if (QUOTED.matcher(text).matches()) {
            return Optional.of("begins and ends with a quote, which is part of the value: leave the quotes out");
        }
        return Optional.empty();
    }
}
