package org.scalelite.benchmarks.suite;

import java.util.Locale;
import org.scalelite.benchmarks.load.ProcessFigures;

/** Where a run takes place. */
public final class Machine {
    private static final double KIB_PER_GIB = 1 << 20;

    private Machine() {}

    public static String description() {
        return String.format(
                Locale.ROOT,
                "%d cores, %.1f GiB, %s %s, %s %s",
                Runtime.getRuntime().availableProcessors(),
                ProcessFigures.memoryKib() / KIB_PER_GIB,
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }
}
