package org.scalelite.common.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment or quotes in the value of a variable. Shells take both away, but systemd keeps a comment behind a value, and
 * {@code docker run --env-file} keeps the quotes too.
 */
final class StrayText {
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#");
    private static final Pattern ONLY_COMMENT = Pattern.compile("(?s)#\\s.*");
    private static final Pattern QUOTED = Pattern.compile("(?s)([\"']).*\\1");

    private StrayText() {}

    /** Whether a text, without blanks around it, is a comment and nothing else. */
    static boolean isOnlyComment(String text) {
        return ONLY_COMMENT.matcher(text).matches();
    }

    /** What looks wrong with a text and what cures it, to follow the name of its variable; nothing of the text itself. */
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
