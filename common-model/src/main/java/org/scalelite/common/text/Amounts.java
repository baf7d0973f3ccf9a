package org.scalelite.common.text;

import java.time.Duration;
import java.util.Locale;

/** Times, sizes and numbers of things as a person reads them. */
public final class Amounts {
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private Amounts() {}

    /** {@code 1 meeting}, {@code 2 meetings}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    public static String milliseconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    public static String bytes(long bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
