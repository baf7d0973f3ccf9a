package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A unit of {@code deploy/systemd/docker}, as systemd reads it.
 *
 * @param lines with those that end in a backslash joined to the next ones
 */
record Unit(List<String> lines) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([A-Za-z0-9_]+)}");

    static Unit read(String name) {
        try {
            return of(Files.readString(SuiteProcess.ROOT.resolve("deploy/systemd/docker/" + name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Unit of(String text) {
        return new Unit(text.replaceAll("\\\\\n\\s*", "").lines().toList());
    }

    /** The same unit with other words in it. */
    Unit with(Map<String, String> replacements) {
        return of(lines.stream()
                .map(line -> replacements.entrySet().stream()
                        .reduce(line, (l, r) -> l.replace(r.getKey(), r.getValue()), (_, last) -> last))
                .reduce("", (all, line) -> all + line + "\n"));
    }

    private List<String> values(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    /** The environment of its program: its file has precedence over the unit. */
    Map<String, String> environment(Map<String, String> environmentFile) {
        Map<String, String> environment = new HashMap<>();
        values("Environment").stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .map(assignment -> assignment.split("=", 2))
                .forEach(assignment -> environment.put(assignment[0], assignment[1]));
        environment.putAll(environmentFile);
        return environment;
    }

    /** What systemd runs, as a line for a shell. */
    String execStart(Map<String, String> environment) {
        return VARIABLE.matcher(values("ExecStart").getFirst())
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(expand(match, environment)));
    }

    private static String expand(MatchResult match, Map<String, String> environment) {
        return match.group(1) == null ? "$" : environment.getOrDefault(match.group(1), "");
    }
}
