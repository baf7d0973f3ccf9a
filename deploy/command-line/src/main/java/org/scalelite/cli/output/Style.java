package org.scalelite.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Help.Ansi;

/**
 * How a person reads the output of a command: with or without colours, and in which time zone.
 *
 * @param ansi whether standard output is a terminal with colours
 */
public record Style(Ansi ansi, ZoneId zone) {
    /**
     * The style of a process. picocli knows neither {@code TERM=dumb} nor consoles without a terminal.
     *
     * @param terminal whether standard input and output are a terminal
     * @param term the variable {@code TERM}
     * @param noColor the variable {@code NO_COLOR}
     */
    public static Style of(boolean terminal, String term, String noColor, ZoneId zone) {
        boolean coloured = terminal && noColor.isEmpty() && !term.isEmpty() && !term.equals("dumb");
        return new Style(coloured ? Ansi.AUTO : Ansi.OFF, zone);
    }

    /** The same in another time zone. */
    public Style in(ZoneId other) {
        return new Style(ansi, other);
    }

    /** A time to the second with its offset; {@code Z} in UTC. */
    public String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    /**
     * A text in the colour of a state.
     *
     * @param state an unknown one has no colour
     */
    public String coloured(String text, String state) {
        String colour = colour(state);
        return colour.isEmpty() || !ansi.enabled() ? text : ansi.string("@|%s %s|@".formatted(colour, text));
    }

    private static String colour(String state) {
        return switch (state) {
            case "enabled", "online", "ok" -> "green";
            case "cordoned", "suspect", "waiting", "pending", "warning", "disabled" -> "yellow";
            case "offline", "failed", "dead", "problem" -> "red";
            default -> "";
        };
    }
}
