package org.scalelite.common.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An enum whose constants are in lower case in Redis, PostgreSQL, the APIs, the commands and the environment. */
public interface EnumText {
    /** The name of the constant, which every enum has. */
    String name();

    /** The text of the constant. */
    default String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant with this text, if there is one. */
    static <E extends Enum<E> & EnumText> Optional<E> find(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.text().equals(text))
                .findFirst();
    }

    /**
     * The constant with this text, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
