package org.scalelite.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.Runs.Comparison;
import org.scalelite.benchmarks.load.LoadCase;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.BenchmarkException;
import org.scalelite.benchmarks.suite.LocalHttp;
import org.scalelite.benchmarks.suite.Pool;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;

/** getMeetings over many servers, of which some may hang. */
public final class ListRuns {
    /** Shorter than in production, so that a run does not take long. */
    public static final String DEADLINE_SECONDS = "2";

    private static final int SERVERS = 100;
    private static final int MEETINGS = 20;
    private static final int USERS = 5;
    private static final int HANGING = 5;
    private static final int HANGING_CALLS = 5;
    private static final int CONNECTIONS = 2;
    private static final int ALLOWED_MILLIS = 100;

    private final Pool pool;

    public ListRuns(Suite suite, RedisStore redis) {
        this.pool = new Pool(
                "lists",
                suite.simulators(
                        "list-simulator",
                        SERVERS,
                        2,
                        "--meetings-per-server",
                        Integer.toString(MEETINGS),
                        "--users-per-meeting",
                        Integer.toString(USERS)),
                redis);
        pool.register(Optional.empty(), 0, SERVERS);
    }

    public List<URI> addresses() {
        return IntStream.range(0, SERVERS)
                .mapToObj(server -> pool.simulators().calls(server).address("getMeetings", CallParameters.none()))
                .toList();
    }

    public void enable() {
        pool.change(Server.State.ENABLED);
    }

    public void disable() {
        pool.change(Server.State.DISABLED);
    }

    public ServiceProcess simulator() {
        return pool.simulators().process();
    }

    public List<Comparison> comparisons(Service floors, Service api) {
        URI list = Suite.frontEnd(api).address("getMeetings", CallParameters.none());
        String whole = LocalHttp.get(list).body();
        requireMeetings(whole, SERVERS);
        String copied = LocalHttp.get(URI.create("http://127.0.0.1:" + floors.port() + "/floor/copy"))
                .body();
        requireMeetings(copied, SERVERS);
        byte[] copy = SignedCalls.get("/floor/copy");
        byte[] request = Suite.frontEnd(api).request("getMeetings", CallParameters.none());
        LoadCase floor = list("floor: copy getMeetings of 100 servers", floors, copy, copied);
        LoadCase measured = list("getMeetings", api, request, whole);
        return List.of(new Comparison(floor, measured, 0.5));
    }

    private static LoadCase list(String name, Service service, byte[] request, String expected) {
        return new LoadCase(
                name,
                service,
                CONNECTIONS,
                () -> request,
                answer -> LoadCase.isSuccess(answer) && answer.bodyLength() == expected.length(),
                () -> {});
    }

    /** How long a front-end waits when some servers take the call and never answer. */
    public void measureHanging(Service api, Report report) {
        for (int server = 0; server < HANGING; server++) {
            pool.control(server, "POST", "faults", "{\"fault\":\"hang\",\"call\":\"getMeetings\"}");
        }
        URI list = Suite.frontEnd(api).address("getMeetings", CallParameters.none());
        double[] millis = new double[HANGING_CALLS];
        for (int call = 0; call < HANGING_CALLS; call++) {
            long start = System.nanoTime();
            requireMeetings(LocalHttp.get(list).body(), SERVERS - HANGING);
            millis[call] = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }
        for (int server = 0; server < HANGING; server++) {
            pool.control(server, "DELETE", "faults", "");
        }
        double deadline = Duration.ofSeconds(Long.parseLong(DEADLINE_SECONDS)).toMillis();
        double over = Measurement.median(millis) - deadline;
        report.other(
                "getMeetings with 5 of 100 servers hanging",
                String.format(Locale.ROOT, "%.0f ms after the deadline of %.0f ms", over, deadline));
        report.below(
                "getMeetings with 5 servers hanging: within the deadline + 100 ms", ALLOWED_MILLIS, over, "+%.0f ms");
    }

    private static void requireMeetings(String document, int servers) {
        int found = document.split("<meeting>", -1).length - 1;
        if (found != servers * MEETINGS) {
            throw new BenchmarkException("getMeetings has " + found + " meetings instead of " + servers * MEETINGS);
        }
    }
}
