package org.scalelite.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.scalelite.benchmarks.Benchmark.Pace;
import org.scalelite.benchmarks.load.LoadCase;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.suite.ImportTimes;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;

/** Everything that is measured, in this order: calls, lists, scripts, polls, scrapes, imports, starts. */
record Runs(Suite suite, Pace pace, Set<String> chosen, Report report) {
    static final List<String> NAMES = List.of(
            "join",
            "isMeetingRunning",
            "getMeetingInfo",
            "create",
            "getMeetings",
            "hanging",
            "hooks",
            "scripts",
            "poll",
            "scrape",
            "import",
            "ready",
            "recordings");
    private static final long MOST_API_MIB = 350;
    private static final int IMPORTED_ARCHIVES = 300;

    /**
     * A case, and the floor that it is held against.
     *
     * @param atLeast share of the floor's throughput
     */
    public record Comparison(LoadCase floor, LoadCase measured, double atLeast) {}

    void run() throws IOException, InterruptedException {
        if (chosen.stream().anyMatch(NAMES.subList(0, 6)::contains)) {
            load();
        }
        if (chosen.contains("hooks")) {
            new HookRuns(suite, pace, report).measure();
        }
        if (chosen.contains("scripts")) {
            new ScriptTimes(suite, report).measure();
            new PlacementTimes(suite, report).measure();
        }
        if (chosen.contains("poll")) {
            new PollTimes(suite, report).measure();
        }
        if (chosen.contains("scrape")) {
            new ScrapeTimes(suite, report).measure();
        }
        if (chosen.contains("import")) {
            new ImportTimes(suite, report, IMPORTED_ARCHIVES).measure(pace.rounds());
        }
        if (chosen.contains("ready")) {
            new ReadyTimes(suite, report).measure(pace.starts());
        }
        if (chosen.contains("recordings")) {
            new RecordingRuns(suite, pace, report).measure();
        }
    }

    private void load() throws IOException, InterruptedException {
        RedisStore redis = suite.redis(Map.of());
        ServerRegistry registry = new ServerRegistry(redis);
        CallRuns calls = new CallRuns(suite, redis, pace);
        ListRuns lists = new ListRuns(suite, redis);
        suite.pollUntilOnline(registry);
        Service api = suite.api(
                suite.programs().run(Programs.Cached.API), Map.of("RESPONSE_TIMEOUT", ListRuns.DEADLINE_SECONDS));
        lists.disable();
        calls.createMeetings(api);
        Service floors = suite.floors(calls.addresses(lists.addresses()));
        compare(calls.comparisons(floors, api), List.of(calls.simulator()));
        calls.disable();
        lists.enable();
        suite.pollUntilOnline(registry);
        compare(lists.comparisons(floors, api), List.of(lists.simulator()));
        if (chosen.contains("hanging")) {
            lists.measureHanging(api, report);
        }
        long rss = api.process().rssMib();
        report.other("RSS of the API after all calls", rss + " MiB");
        report.below("API RSS under 350 MiB after the run", MOST_API_MIB, (double) rss, "%.0f MiB");
        floors.process().close();
        api.process().close();
        lists.simulator().close();
        calls.simulator().close();
    }

    private void compare(List<Comparison> all, List<ServiceProcess> simulators) throws IOException {
        List<Comparison> comparisons = all.stream()
                .filter(comparison -> chosen.contains(comparison.measured().name()))
                .toList();
        Map<String, LoadCase> cases = new LinkedHashMap<>();
        comparisons.forEach(comparison -> {
            cases.put(comparison.floor().name(), comparison.floor());
            cases.put(comparison.measured().name(), comparison.measured());
        });
        Map<String, List<Measurement>> found = new LinkedHashMap<>();
        for (LoadCase each : cases.values()) {
            each.warmUp(pace.warmUp());
            found.put(each.name(), new ArrayList<>());
        }
        for (int round = 0; round < pace.rounds(); round++) {
            for (LoadCase each : cases.values()) {
                Measurement measured = each.measure(pace.measurement(), simulators);
                System.out.printf(
                        Locale.ROOT,
                        "  %-40s %,9.0f/s  p50 %7.2f ms  CPU %,8.1f µs  Redis %,6.1f  BBB %,8.1f%s%n",
                        each.name(),
                        measured.requestsPerSecond(),
                        measured.medianMillis(),
                        measured.cpuMicros(),
                        measured.redisMicros(),
                        measured.bbbMicros(),
                        measured.errors() > 0
                                ? "  errors " + measured.errors() + ": "
                                        + measured.firstError().strip()
                                : "");
                rounds(found, each).add(measured);
            }
        }
        cases.values()
                .forEach(each -> report.load(
                        each.name(),
                        Measurement.median(rounds(found, each)),
                        each.service().process().rssMib()));
        comparisons.forEach(comparison ->
                judge(comparison, rounds(found, comparison.measured()), rounds(found, comparison.floor())));
    }

    private static List<Measurement> rounds(Map<String, List<Measurement>> found, LoadCase of) {
        return found.getOrDefault(of.name(), List.of());
    }

    /** Each round is held against the floor of the same round, as the machine is not always equally fast. */
    private void judge(Comparison comparison, List<Measurement> measured, List<Measurement> floor) {
        double[] shares = new double[measured.size()];
        for (int round = 0; round < shares.length; round++) {
            shares[round] =
                    measured.get(round).requestsPerSecond() / floor.get(round).requestsPerSecond();
        }
        report.atLeast(
                String.format(
                        Locale.ROOT,
                        "%s: at least %.0f %% of %s",
                        comparison.measured().name(),
                        comparison.atLeast() * 100,
                        comparison.floor().name()),
                comparison.atLeast() * 100,
                Measurement.median(shares) * 100,
                "%.0f %%");
    }
}
