package org.scalelite.benchmarks;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.suite.Programs.Cached;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;

/** How long it takes from the start of java until the API is ready, and until a command has answered. */
record ReadyTimes(Suite suite, Report report) {
    private static final double LIMIT_SECONDS = 2;
    private static final double COMMAND_LIMIT_SECONDS = 1;

    void measure(int starts) throws InterruptedException {
        measureApi(starts);
        measureCommand(starts);
    }

    private void measureCommand(int runs) throws InterruptedException {
        if (!Files.exists(suite.programs().cache(Cached.COMMAND_LINE))) {
            report.remark("the command line has no AOT cache: deploy/bin/train-aot makes one");
            return;
        }
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            suite.command("status");
            seconds[i] = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        }
        report.below(
                "scalelite status in under 1 s with the AOT cache",
                COMMAND_LIMIT_SECONDS,
                Measurement.median(seconds),
                "%.2f s");
    }

    private void measureApi(int starts) {
        boolean cached = Files.exists(suite.programs().cache(Cached.API));
        double plain = median(suite.programs().runWithoutCache(Cached.API), starts, "");
        if (!cached) {
            report.remark("the API has no AOT cache: deploy/bin/train-aot makes one");
            return;
        }
        double fast = median(suite.programs().run(Cached.API), starts, " with the AOT cache");
        report.below("ready in under 2 s with the AOT cache", LIMIT_SECONDS, fast, "%.2f s");
        report.remark(String.format(Locale.ROOT, "the AOT cache saves %.2f s of a start", plain - fast));
    }

    private double median(List<String> command, int starts, String how) {
        double[] seconds = new double[starts];
        long rss = 0;
        for (int i = 0; i < starts; i++) {
            long begin = System.nanoTime();
            Service api = suite.api(command, Map.of());
            seconds[i] = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            rss = api.process().rssMib();
            api.process().close();
        }
        double median = Measurement.median(seconds);
        report.other("API ready after its start" + how, String.format(Locale.ROOT, "%.2f s, %d MiB", median, rss));
        return median;
    }
}
