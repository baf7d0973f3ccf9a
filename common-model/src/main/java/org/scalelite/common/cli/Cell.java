package org.scalelite.common.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scalelite.common.logging.PrintableText;

/** Values as a person reads them in a listing. */
public final class Cell {
    private Cell() {}

    /** A time to the second. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A text that somebody outside has chosen: a terminal obeys control characters. */
    public static String printable(String text) {
        return PrintableText.of(text);
    }
}
