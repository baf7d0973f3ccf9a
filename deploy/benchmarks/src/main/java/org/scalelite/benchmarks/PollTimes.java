package org.scalelite.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.redis.RedisStore;

/** How long the poller needs for all servers, right after its start and later. */
final class PollTimes {
    private static final int SERVERS = 300;
    private static final int MEETINGS = 20;
    private static final int CYCLES = 8;
    private static final int WARM_CYCLES = 4;
    private static final double LIMIT_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 90;
    private static final Map<String, String> NAMESPACE = Map.of("REDIS_NAMESPACE", "benchmark-poll");
    private static final Pattern SUMMARY =
            Pattern.compile(SERVERS + " servers polled in ([0-9.]+) s: " + SERVERS + " answered");

    private final Suite suite;
    private final Report report;

    PollTimes(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void measure() throws IOException, InterruptedException {
        RedisStore redis = suite.redis(NAMESPACE);
        Pool pool = new Pool(
                "polled",
                suite.simulators(
                        "poll-simulator",
                        SERVERS,
                        2,
                        "--meetings-per-server",
                        Integer.toString(MEETINGS),
                        "--users-per-meeting",
                        "5"),
                redis);
        pool.register(Optional.empty(), 0, SERVERS);
        pool.adoptSeededMeetings(MEETINGS);
        List<Double> seconds = cycles();
        pool.simulators().process().close();
        double[] warm = seconds.subList(seconds.size() - WARM_CYCLES, seconds.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        report.other("poll of 300 servers × 20 meetings, the first after a start", format(seconds.getFirst()));
        report.other("poll of 300 servers × 20 meetings, later ones", format(Measurement.median(warm)));
        report.below("poll cycle under 2 s, the first", LIMIT_SECONDS, seconds.getFirst(), "%.2f s");
        report.below("poll cycle under 2 s, later ones", LIMIT_SECONDS, Measurement.median(warm), "%.2f s");
    }

    private List<Double> cycles() throws InterruptedException {
        Map<String, String> environment = new java.util.HashMap<>(suite.environment(NAMESPACE));
        environment.put("POLL_INTERVAL", "1");
        environment.put("RAILS_LOG_LEVEL", "debug");
        try (ServiceProcess poller = suite.start("poller", suite.programs().run(Programs.Cached.POLLER), environment)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                List<Double> seconds = read(poller.output());
                if (seconds.size() >= CYCLES) {
                    report.other("RSS of the poller", poller.rssMib() + " MiB");
                    return seconds;
                }
                if (!poller.isAlive() || System.nanoTime() > end) {
                    throw poller.failure("did not log its cycles");
                }
                Thread.sleep(200);
            }
        }
    }

    private static List<Double> read(String log) {
        List<Double> seconds = new ArrayList<>();
        Matcher matcher = SUMMARY.matcher(log);
        while (matcher.find()) {
            seconds.add(Double.parseDouble(matcher.group(1)));
        }
        return seconds;
    }

    private static String format(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
