package org.scalelite.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.suite.Pool;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** How long the poller needs for all servers, right after its start and later. */
record PollTimes(Suite suite, Report report) {
    private static final int SERVERS = 300;
    private static final int MEETINGS = 20;
    private static final int CYCLES = 8;
    private static final int WARM_CYCLES = 4;
    private static final double LIMIT_SECONDS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Map<String, String> NAMESPACE = Map.of("REDIS_NAMESPACE", "benchmark-poll");
    /** So long that no server is due by itself. */
    private static final String INTERVAL_SECONDS = "3600";

    private static final Duration PAUSE = Duration.ofMillis(5);

    void measure() throws IOException, InterruptedException {
        RedisStore redis = suite.redis(NAMESPACE);
        Pool pool = Pool.seeded("polled", suite, redis, SERVERS, MEETINGS);
        List<Double> seconds = cycles(pool);
        pool.simulators().process().close();
        double[] warm = seconds.subList(seconds.size() - WARM_CYCLES, seconds.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        report.other("poll of 300 servers × 20 meetings, the first after a start", format(seconds.getFirst()));
        report.other("poll of 300 servers × 20 meetings, later ones", format(Measurement.median(warm)));
        report.below("poll cycle under 2 s, the first", LIMIT_SECONDS, seconds.getFirst(), "%.2f s");
        report.below("poll cycle under 2 s, later ones", LIMIT_SECONDS, Measurement.median(warm), "%.2f s");
    }

    /** All servers are due at once, again and again: the time until the last one's poll is written. */
    private List<Double> cycles(Pool pool) throws InterruptedException {
        Map<String, String> environment = new java.util.HashMap<>(suite.environment(NAMESPACE));
        environment.put("POLL_INTERVAL", INTERVAL_SECONDS);
        pool.makeDue();
        try (ServiceProcess poller = suite.start("poller", suite.programs().run(Programs.Cached.POLLER), environment)) {
            await(poller, () -> poller.output().contains("Polling every "));
            List<Double> seconds = new ArrayList<>();
            seconds.add(cycle(poller, pool, pool.registry().now()));
            while (seconds.size() < CYCLES) {
                Instant begin = pool.registry().now();
                pool.makeDue();
                seconds.add(cycle(poller, pool, begin));
            }
            report.other("RSS of the poller", poller.rssMib() + " MiB");
            return seconds;
        }
    }

    private static double cycle(ServiceProcess poller, Pool pool, Instant begin) throws InterruptedException {
        Instant last = begin;
        for (ServerId id : pool.ids()) {
            await(poller, () -> polledSince(pool, id, begin).isPresent());
            Instant polled = polledSince(pool, id, begin).orElseThrow();
            last = polled.isAfter(last) ? polled : last;
        }
        return Duration.between(begin, last).toMillis() / 1000.0;
    }

    private static Optional<Instant> polledSince(Pool pool, ServerId id, Instant begin) {
        return pool.registry().lastPoll(id).filter(at -> !at.isBefore(begin));
    }

    private static void await(ServiceProcess poller, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!poller.isAlive() || System.nanoTime() > end) {
                throw poller.failure("did not poll all servers");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String format(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
