package org.scalelite.cli.rake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.scalelite.common.admin.InvalidInputException;

/**
 * A task of Scalelite, and what does the same here.
 *
 * @param parameters their names; one that ends in {@code …} may be given several times
 */
record RakeTask(String name, List<String> parameters, String description, Function<Arguments, Action> meaning) {
    private static final String SEVERAL = "…";

    RakeTask {
        parameters = List.copyOf(parameters);
    }

    /** As {@code rake -T} shows it. */
    String signature() {
        return parameters.isEmpty() ? name : "%s[%s]".formatted(name, String.join(",", parameters));
    }

    /**
     * What it does with these arguments.
     *
     * @throws InvalidInputException if one is missing or there are too many
     */
    Action with(List<String> arguments) {
        boolean many = !parameters.isEmpty() && parameters.getLast().endsWith(SEVERAL);
        if (!many && arguments.size() > parameters.size()) {
            throw new InvalidInputException("%s takes at most %d arguments; write a comma inside of one as '\\,'"
                    .formatted(signature(), parameters.size()));
        }
        try {
            return meaning.apply(new Arguments(parameters, arguments));
        } catch (InvalidInputException e) {
            throw new InvalidInputException("%s: %s".formatted(signature(), e.getMessage()));
        }
    }

    /** A task whose arguments are understood. */
    @FunctionalInterface
    interface Action {
        /** Does it, and returns its exit code. */
        int run(RakeRun rake);
    }

    /**
     * What a rake task is given; an empty argument counts as not given.
     *
     * @param names of the task's parameters
     */
    record Arguments(List<String> names, List<String> values) {
        Arguments {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        Optional<String> get(int index) {
            return index < values.size()
                    ? Optional.of(values.get(index)).filter(value -> !value.isEmpty())
                    : Optional.empty();
        }

        String need(int index) {
            return get(index).orElseThrow(() -> new InvalidInputException(names.get(index) + " is missing"));
        }

        /** So many arguments, none of which may be missing. */
        List<String> all(int count) {
            return IntStream.range(0, count).mapToObj(this::need).toList();
        }

        /** The arguments from here on that are given. */
        List<String> from(int index) {
            return values.stream().skip(index).filter(value -> !value.isEmpty()).toList();
        }

        /** The things that arguments from here on name, several of them separated by {@code :} as in Scalelite. */
        List<String> list(int index) {
            return from(index).stream()
                    .flatMap(value -> Arrays.stream(value.split(":", -1)))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .distinct()
                    .toList();
        }

        /** A switch: {@code true}, or its own name. */
        boolean flag(int index) {
            String text = get(index).orElse("false").toLowerCase(Locale.ROOT);
            return switch (text) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> {
                    if (RakeCall.plain(text).equals(RakeCall.plain(names.get(index)))) {
                        yield true;
                    }
                    throw new InvalidInputException("%s is '%s': give true or false".formatted(names.get(index), text));
                }
            };
        }
    }
}
