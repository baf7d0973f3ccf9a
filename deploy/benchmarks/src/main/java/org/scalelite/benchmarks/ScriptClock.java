package org.scalelite.benchmarks;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.common.redis.RedisStore;

/** Measures how long Redis is busy with a script, by its own account. */
record ScriptClock(RedisStore redis, Report report) {
    static final int CALLS = 200;
    private static final double MOST_MICROS = 1_000;
    private static final Pattern SPENT = Pattern.compile("cmdstat_evalsha:calls=(\\d+),usec=(\\d+),");

    private record Spent(long scripts, long micros) {}

    /** Runs a call so many times; some calls run a script several times. */
    void time(String script, IntConsumer call) {
        double[] micros = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            Spent before = spent();
            call.accept(i);
            Spent after = spent();
            micros[i] = (double) (after.micros() - before.micros()) / (after.scripts() - before.scripts());
        }
        report.script(
                script, Measurement.median(micros), Arrays.stream(micros).max().orElse(0));
        report.below(script + ": below 1 ms in Redis", MOST_MICROS, Measurement.median(micros), "%.0f µs");
    }

    private Spent spent() {
        Matcher matcher = SPENT.matcher(redis.call(commands -> commands.info("commandstats")));
        return matcher.find()
                ? new Spent(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : new Spent(0, 0);
    }
}
