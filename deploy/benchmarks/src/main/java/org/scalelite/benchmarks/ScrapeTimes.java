package org.scalelite.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.LocalHttp;
import org.scalelite.benchmarks.suite.Pool;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.redis.RedisStore;

/** Size and duration of a scrape of an API that has called every server of a large pool. */
record ScrapeTimes(Suite suite, Report report) {
    private static final int SERVERS = 300;
    private static final int MEETINGS = 50;
    private static final int WARM_UP = 10;
    private static final int SCRAPES = 15;
    /** Longer than the API repeats the same text. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final double LIMIT_MILLIS = 100;
    private static final double LIMIT_BYTES = 1_000_000;
    private static final List<String> CALLS = List.of("isMeetingRunning", "getMeetingInfo", "end");
    private static final Map<String, String> NAMESPACE = Map.of("REDIS_NAMESPACE", "benchmark-scrape");

    void measure() throws InterruptedException {
        RedisStore redis = suite.redis(NAMESPACE);
        Pool pool = Pool.seeded("scraped", suite, redis, SERVERS, MEETINGS);
        suite.pollUntilOnline(pool.registry(), NAMESPACE);
        Service api = suite.api(suite.programs().run(Programs.Cached.API), NAMESPACE);
        callEveryServer(api);
        scrape(URI.create("http://127.0.0.1:" + api.port() + "/metrics"));
        api.process().close();
        pool.simulators().process().close();
    }

    private static void callEveryServer(Service api) {
        SignedCalls calls = Suite.frontEnd(api);
        for (int server = 1; server <= SERVERS; server++) {
            CallParameters meeting = CallParameters.of("meetingID", "seed-" + server + "-1");
            CALLS.forEach(call -> LocalHttp.get(calls.address(call, meeting)));
        }
    }

    private void scrape(URI metrics) throws InterruptedException {
        double[] millis = new double[SCRAPES];
        int bytes = 0;
        for (int i = -WARM_UP; i < SCRAPES; i++) {
            Thread.sleep(PAUSE);
            long begin = System.nanoTime();
            bytes = LocalHttp.get(metrics).body().getBytes(StandardCharsets.UTF_8).length;
            millis[Math.max(i, 0)] = (System.nanoTime() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }
        String what = "scrape of 300 servers × 50 meetings";
        report.other(what, String.format(Locale.ROOT, "%.1f ms, %,d bytes", Measurement.median(millis), bytes));
        report.below(what + " under 100 ms", LIMIT_MILLIS, Measurement.median(millis), "%.1f ms");
        report.below(what + " under 1 MB", LIMIT_BYTES, bytes, "%,.0f bytes");
    }
}
