package org.scalelite.common.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.metrics.Buckets;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.metrics.ScrapedMetrics.Total;

/**
 * Calls of this process to BBB servers: a histogram by call and outcome, and a count and a sum of each server, because a
 * histogram of each of hundreds of servers would be megabytes.
 */
@Singleton
final class ServerCallMetrics implements BbbClient.Observer, ScrapeListener {
    private static final Set<String> CALLS = Set.of(
            "index",
            "create",
            "end",
            "getMeetingInfo",
            "getMeetings",
            "insertDocument",
            "isMeetingRunning",
            "sendChatMessage");

    private final KnownServers servers;
    private final MeterRegistry meters;
    private final Map<Call, Times> calls = new ConcurrentHashMap<>();
    private volatile Map<URI, String> labels = Map.of();

    ServerCallMetrics(KnownServers servers, ScrapedMetrics metrics, MeterRegistry meters) {
        this.servers = servers;
        this.meters = meters;
        metrics.summary(
                "scalelite_server_calls_seconds",
                "Calls to a server by call and outcome",
                List.of("server", "call", "outcome"),
                this::byServer);
    }

    private record Call(URI server, String call, String outcome) {}

    /**
     * The times of one server's calls.
     *
     * @param all of all servers
     */
    private record Times(Timer all, LongAdder count, LongAdder nanos) {}

    @Override
    public void called(URI server, String call, String outcome, Duration time) {
        String name = CALLS.contains(call) ? call : Label.OTHER;
        Times times = calls.computeIfAbsent(new Call(server, name, outcome), this::times);
        times.all().record(time);
        times.count().increment();
        times.nanos().add(time.toNanos());
    }

    private Times times(Call call) {
        Timer all = Buckets.ofCalls("scalelite.bbb.calls")
                .description("Calls to BBB servers by call and outcome")
                .tag("call", call.call())
                .tag("outcome", call.outcome())
                .register(meters);
        return new Times(all, new LongAdder(), new LongAdder());
    }

    private Map<List<String>, Total> byServer() {
        Map<URI, String> known = labels;
        Map<List<String>, Total> totals = new LinkedHashMap<>();
        calls.forEach((call, times) -> {
            String server = known.get(call.server());
            if (server != null) {
                totals.put(
                        List.of(server, call.call(), call.outcome()),
                        new Total(times.count().sum(), times.nanos().sum() / 1e9));
            }
        });
        return totals;
    }

    /** Forgets servers that are not in the registry, if that can be read. */
    @Override
    public void refresh() {
        Map<URI, String> known = new HashMap<>();
        servers.all()
                .forEach(server ->
                        known.put(server.endpoint().api(), Label.of(server.id().value())));
        if (!known.isEmpty()) {
            calls.keySet().removeIf(call -> !known.containsKey(call.server()));
        }
        labels = known;
    }
}
