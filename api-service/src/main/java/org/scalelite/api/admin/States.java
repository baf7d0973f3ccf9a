package org.scalelite.api.admin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.InvalidInputException;

/** The parameter {@code state} of lists: one of the states, or several separated by commas. */
final class States {
    private States() {}

    /**
     * Those that are asked for; all of them if none is.
     *
     * @throws InvalidInputException if there is no such state
     */
    static <E extends Enum<E>> Set<E> in(AdminRequest request, Class<E> type) {
        return request.parameter("state")
                .<Set<E>>map(text -> Arrays.stream(text.split(",", -1))
                        .map(name -> named(name.strip(), type))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type))))
                .orElseGet(() -> EnumSet.allOf(type));
    }

    private static <E extends Enum<E>> E named(String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(state -> text(state).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "state '%s' is not allowed: give %s, or several of them separated by ','"
                                .formatted(
                                        name,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(States::text)
                                                .collect(Collectors.joining(", ")))));
    }

    private static String text(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
