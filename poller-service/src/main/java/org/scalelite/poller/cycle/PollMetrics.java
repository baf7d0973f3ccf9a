package org.scalelite.poller.cycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.management.KnownServers;
import org.scalelite.common.metrics.Buckets;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.poller.cycle.ServerPoller.PollResult;

/** Metrics of polls by this process, and of the poll that is overdue longest, whichever process should do it. */
@Singleton
final class PollMetrics implements ScrapeListener {
    private static final List<String> RESULTS = List.of("answered", "invalid", "unreachable", "postponed");

    private final KnownServers servers;
    private final PollLeases leases;
    private final Map<String, Timer> timers;
    private final Map<Poll, AtomicLong> polls = new ConcurrentHashMap<>();
    private volatile Map<ServerId, Server> known = Map.of();
    private volatile Map<List<String>, Double> lag = Map.of();

    PollMetrics(KnownServers servers, PollLeases leases, MeterRegistry meters, ScrapedMetrics metrics) {
        this.servers = servers;
        this.leases = leases;
        this.timers = RESULTS.stream().collect(Collectors.toMap(result -> result, result -> timer(result, meters)));
        metrics.counter(
                "scalelite_server_polls",
                "Polls of a server by result",
                List.of("server", "host", "result"),
                this::byServer);
        metrics.gauge(
                "scalelite_poll_lag_seconds",
                "How long the poll of a server is overdue, of the server that has waited longest",
                List.of(),
                () -> lag);
    }

    private record Poll(ServerId server, String result) {}

    private static Timer timer(String result, MeterRegistry meters) {
        return Buckets.ofCalls("scalelite.polls")
                .description("Polls by result: how long getMeetings of the servers took")
                .tag("result", result)
                .register(meters);
    }

    void polled(Server server, PollResult result, Duration time) {
        String text = text(result);
        Timer timer = timers.get(text);
        if (timer != null) {
            timer.record(time);
        }
        polls.computeIfAbsent(new Poll(server.id(), text), _ -> new AtomicLong())
                .incrementAndGet();
    }

    private static String text(PollResult result) {
        return switch (result) {
            case PollResult.Reached _ -> "answered";
            case PollResult.Missed missed -> missed.silent() ? "unreachable" : "invalid";
            case PollResult.Postponed _ -> "postponed";
        };
    }

    private Map<List<String>, Double> byServer() {
        Map<List<String>, Double> counts = new LinkedHashMap<>();
        polls.forEach((poll, count) -> Stream.ofNullable(known.get(poll.server()))
                .forEach(server -> counts.put(
                        List.of(
                                Label.of(server.id().value()),
                                Label.of(String.valueOf(server.url().getHost())),
                                poll.result()),
                        (double) count.get())));
        return counts;
    }

    /** Forgets servers that are not in the registry, if that can be read. */
    @Override
    public void refresh() {
        lag = Map.of();
        known = servers.all().stream().collect(Collectors.toMap(Server::id, server -> server));
        if (!known.isEmpty()) {
            polls.keySet().removeIf(poll -> !known.containsKey(poll.server()));
        }
        lag = Map.of(List.of(), leases.lag().toMillis() / 1000.0);
    }
}
