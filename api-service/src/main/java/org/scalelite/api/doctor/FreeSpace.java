package org.scalelite.api.doctor;

import java.nio.file.Path;

/** How much room a file system has left. */
final class FreeSpace {
    private static final long ENOUGH_BYTES = 20L << 30;
    private static final int ENOUGH_PERCENT = 10;
    private static final int FULL_PERCENT = 2;
    private static final String CURE =
            "make room or enlarge it; 'scalelite recordings verify' names files that belong to no recording";

    private FreeSpace() {}

    static Finding finding(Path directory, long free, long total) {
        double percent = total == 0 ? 0 : 100.0 * free / total;
        String what = "its file system has %s of %s free".formatted(Amounts.bytes(free), Amounts.bytes(total));
        if (percent < FULL_PERCENT) {
            return Finding.problem(directory.toString(), what + ": imports stop soon", CURE);
        }
        return percent < ENOUGH_PERCENT || free < ENOUGH_BYTES
                ? Finding.warning(directory.toString(), what, CURE)
                : Finding.ok(directory.toString(), what);
    }
}
