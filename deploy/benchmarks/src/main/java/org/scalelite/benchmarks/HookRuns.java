package org.scalelite.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.scalelite.benchmarks.Benchmark.Pace;
import org.scalelite.benchmarks.load.LoadCase;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.BenchmarkException;
import org.scalelite.benchmarks.suite.LocalHttp;
import org.scalelite.benchmarks.suite.Pool;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.benchmarks.suite.Suite.Simulators;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.hook.IntakeAddress;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.redis.RedisStore;

/** Events of BBB servers, from their arrival at the API until a front-end has them. */
record HookRuns(Suite suite, Pace pace, Report report) {
    private static final int SERVERS = 4;
    private static final int MEETINGS = 80;
    private static final int TARGET = 2_000;
    private static final String BASE = "http://lb.example.org";

    /** The servers of other cases are no longer there. */
    private static final Map<String, String> NAMESPACE = Map.of("REDIS_NAMESPACE", "benchmark-hooks");

    /** Fewer than a hook may have waiting. */
    private static final int MOST_AHEAD = 4_000;

    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    /** A front-end in this process that takes everything. */
    private static final class Receiver implements AutoCloseable {
        private final AtomicLong events = new AtomicLong();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpServer server;

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    events.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        }

        /** Waits until so many have arrived, for a limited time. */
        void catchUpWith(long expected) {
            long end = System.nanoTime() + DELIVERY.toNanos();
            while (events.get() < expected && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }

    /** Events of one meeting as its server sends them. */
    private record Sender(String url, String secret, String internalId, String meetingId) {
        byte[] event(long number) {
            String json = "[{\"data\":{\"type\":\"event\",\"id\":\"user-joined\",\"attributes\":{\"meeting\":"
                    + "{\"internal-meeting-id\":\"" + internalId + "\",\"external-meeting-id\":\"" + meetingId
                    + "\"},\"user\":{\"internal-user-id\":\"w_" + number + "\",\"external-user-id\":\"user-" + number
                    + "\",\"name\":\"Ada Lovelace\",\"role\":\"VIEWER\",\"presenter\":false}},\"event\":{\"ts\":"
                    + number + "}}}]";
            String body = "domain=bbb&event=" + URLEncoder.encode(json, StandardCharsets.UTF_8) + "&timestamp="
                    + System.currentTimeMillis();
            String target = url.substring(BASE.length()) + "?checksum=" + ChecksumAlgorithm.SHA1.hex(url, body, secret);
            return ("POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded"
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    void measure() throws IOException, InterruptedException {
        RedisStore redis = suite.redis(NAMESPACE);
        Simulators simulators = suite.simulators("hook-simulator", SERVERS, 1);
        Pool pool = new Pool("hooks", simulators, redis);
        pool.register(Optional.empty(), 0, SERVERS);
        suite.pollUntilOnline(pool.registry(), NAMESPACE);
        Map<String, String> environment = new HashMap<>(NAMESPACE);
        environment.put("BBB_CALLBACK_BASE", BASE);
        environment.put("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");
        Service api = suite.api(suite.programs().run(Programs.Cached.API), environment);
        try (Receiver receiver = new Receiver()) {
            List<Sender> senders = senders(api, pool);
            SignedCalls calls = Suite.frontEnd(api);
            LocalHttp.get(calls.address("hooks/create", CallParameters.of("callbackURL", receiver.url())));
            AtomicLong number = new AtomicLong();
            LoadCase events = new LoadCase(
                    "hook events",
                    api,
                    pace.connections(),
                    () -> {
                        long next = number.getAndIncrement();
                        receiver.catchUpWith(next - MOST_AHEAD);
                        return senders.get((int) (next % senders.size())).event(next);
                    },
                    answer -> answer.status() == 200,
                    () -> {});
            events.warmUp(pace.warmUp());
            receiver.catchUpWith(number.get());
            measure(events, number, receiver, simulators);
        }
        api.process().close();
        simulators.process().close();
    }

    /** The time ends with the delivery of the last event. */
    private void measure(LoadCase events, AtomicLong number, Receiver receiver, Simulators simulators)
            throws IOException {
        long first = number.get();
        long dueBefore = receiver.events.get();
        long start = System.nanoTime();
        var intake = events.measure(pace.measurement(), List.of(simulators.process()));
        long sent = number.get() - first;
        receiver.catchUpWith(dueBefore + sent);
        double seconds = (System.nanoTime() - start) / 1e9;
        long delivered = receiver.events.get() - dueBefore;
        report.load("hook events, intake", intake, events.service().process().rssMib());
        report.other("hook events that were delivered", delivered + " of " + sent);
        report.atLeast("hook events delivered per second", TARGET, delivered / seconds, "%.0f/s");
    }

    private List<Sender> senders(Service api, Pool pool) {
        SignedCalls calls = Suite.frontEnd(api);
        IntakeAddress address = new IntakeAddress(BASE);
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            String id = "hook-meeting-" + i;
            URI create =
                    calls.address("create", CallParameters.of("meetingID", id).with("name", "Meeting"));
            byte[] answer = LocalHttp.get(create).body().getBytes(StandardCharsets.UTF_8);
            String internalId = BbbXml.textAt(answer, "/response/internalMeetingID")
                    .orElseThrow(() -> new BenchmarkException("create failed"));
            String secret = pool.simulators().secret();
            String url = address.url(pool.ids().get(pool.serverOf(id)), secret, Kind.EVENTS);
            senders.add(new Sender(url, secret, internalId, id));
        }
        return senders;
    }
}
