package org.scalelite.api.console.pool;

import java.util.Arrays;
import java.util.IntSummaryStatistics;

/**
 * The users of the last hour as a line.
 *
 * @param path of an SVG image of 60 × 16; empty without samples
 * @param text for people who do not see it
 */
public record Sparkline(String path, String text) {
    /** Without samples. */
    public static final Sparkline NONE = new Sparkline("", "");

    private static final int STEP = 2;
    private static final int BASE = 15;
    private static final int HEIGHT = 14;

    /** From values at equal distances; a negative one was not sampled, and interrupts the line. */
    static Sparkline of(int[] values) {
        IntSummaryStatistics sampled =
                Arrays.stream(values).filter(value -> value >= 0).summaryStatistics();
        if (sampled.getCount() == 0) {
            return NONE;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= 0) {
                boolean begins = i == 0 || values[i - 1] < 0;
                int y = BASE - Math.round((float) values[i] * HEIGHT / Math.max(sampled.getMax(), 1));
                // A single point is a line without length, of which the round cap is seen.
                path.append(begins ? "M%d %dh0".formatted(i * STEP, y) : "L%d %d".formatted(i * STEP, y));
            }
        }
        return new Sparkline(path.toString(), "%d to %d users".formatted(sampled.getMin(), sampled.getMax()));
    }
}
