package org.scalelite.cli.rake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.admin.InvalidInputException;

/**
 * The spelling of a task: {@code servers:add[url, secret]}. Commas separate the arguments; a backslash before a comma makes
 * it part of one.
 *
 * @param name folded: capitals, {@code _} and {@code -} make no difference
 */
record RakeCall(String name, List<String> arguments) {
    private static final Pattern SPELLING = Pattern.compile("([A-Za-z:_-]+)(?:\\[(.*)])?", Pattern.DOTALL);

    RakeCall {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a spelling.
     *
     * @throws InvalidInputException if it is none
     */
    static RakeCall of(String spelling) {
        Matcher matcher = SPELLING.matcher(spelling.strip());
        if (!matcher.matches()) {
            // Arguments may be secret.
            throw unknown(spelling.replaceFirst("\\[.*", "[…"));
        }
        String arguments = matcher.group(2);
        return new RakeCall(plain(matcher.group(1)), arguments == null ? List.of() : split(arguments));
    }

    static InvalidInputException unknown(String name) {
        return new InvalidInputException(
                "Don't know how to build task '%s': 'rake -T' lists the tasks".formatted(name));
    }

    /** A name without what makes no difference. */
    static String plain(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    private static List<String> split(String text) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == ',' && !escaped) {
                arguments.add(argument.toString().strip());
                argument.setLength(0);
            } else if (at == '\\' && !escaped) {
                escaped = true;
                continue;
            } else {
                argument.append(at);
            }
            escaped = false;
        }
        arguments.add(argument.toString().strip());
        while (!arguments.isEmpty() && arguments.getLast().isEmpty()) {
            arguments.removeLast();
        }
        return arguments;
    }

    /** Arguments may be secret. */
    @Override
    public String toString() {
        return name;
    }
}
