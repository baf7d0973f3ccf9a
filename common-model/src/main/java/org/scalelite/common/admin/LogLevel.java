package org.scalelite.common.admin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.common.config.EnumText;

/**
 * The level of a part of the log.
 *
 * @param logger a package or class of the suite: those of libraries log secrets at their lower levels
 */
public record LogLevel(String logger, Level level) {
    /** The logger of the whole suite. */
    public static final String SUITE = "org.scalelite";

    private static final Pattern LOGGER = Pattern.compile("org\\.scalelite(?:\\.\\w{1,60}){0,6}");

    public LogLevel {
        if (!LOGGER.matcher(logger).matches()) {
            throw new InvalidInputException(
                    "the log has no part '%s': give a package below %s, such as api.meeting".formatted(logger, SUITE));
        }
    }

    /** What is logged at least. */
    public enum Level implements EnumText {
        DEBUG,
        INFO,
        WARN,
        ERROR;
    }

    /** As it is in Redis; empty if it is not one, as after a change there by other programs. */
    static Optional<LogLevel> parse(String text) {
        int equals = text.indexOf('=');
        try {
            return equals < 0
                    ? Optional.empty()
                    : EnumText.find(Level.class, text.substring(equals + 1))
                            .map(level -> new LogLevel(text.substring(0, equals), level));
        } catch (InvalidInputException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return logger + "=" + level.text();
    }
}
