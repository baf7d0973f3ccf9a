package org.scalelite.cli.status;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Style;
import org.scalelite.common.redis.RedisUnavailableException;

/** Prints a listing again and again; on a terminal with colours in the same place. */
record Watch(Duration interval, PrintWriter out, Style style) {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_ALL = "\u001b[2J";

    /** Prints until it is interrupted, or as long as the condition holds. */
    void run(Consumer<PrintWriter> listing, BooleanSupplier goOn) {
        if (style.ansi().enabled()) {
            out.print(CLEAR_ALL);
        }
        do {
            show(text(listing));
        } while (sleep() && goOn.getAsBoolean());
    }

    /** An outage is shown in place of the listing. */
    private static String text(Consumer<PrintWriter> listing) {
        StringWriter text = new StringWriter();
        try (PrintWriter lines = new PrintWriter(text)) {
            listing.accept(lines);
        } catch (RedisUnavailableException e) {
            return Cell.printable(String.valueOf(e.getMessage())) + "; still watching" + System.lineSeparator();
        }
        return text.toString();
    }

    private void show(String text) {
        if (style.ansi().enabled()) {
            out.print(HOME);
            text.lines().forEach(line -> out.println(line + CLEAR_LINE));
            out.print(CLEAR_BELOW);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** False if the thread was interrupted. */
    private boolean sleep() {
        try {
            Thread.sleep(interval);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
