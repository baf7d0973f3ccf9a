package org.scalelite.cli.output;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scalelite.common.logging.PrintableText;

/** Values as listings show them. */
public final class Cell {
    private Cell() {}

    /** A time for programs: to the second, in UTC. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A text from outside without control characters, which a terminal would obey. */
    public static String printable(String text) {
        return PrintableText.of(text);
    }
}
