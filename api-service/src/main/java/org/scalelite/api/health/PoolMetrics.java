package org.scalelite.api.health;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scalelite.common.management.KnownServers;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerFactsReader;

/**
 * Metrics of the servers, from Redis: facts of the pool, so that each replica has the same. They are missing while Redis is
 * unavailable.
 */
@Singleton
final class PoolMetrics implements ScrapeListener {
    private static final List<String> SERVER = List.of("server", "host");
    private static final String UNTAGGED = "none";

    private final KnownServers known;
    private final ServerFactsReader reader;
    private final PollLeases leases;
    private volatile List<ServerFacts> servers = List.of();
    private volatile Map<List<String>, Double> lag = Map.of();

    PoolMetrics(KnownServers known, ServerFactsReader reader, PollLeases leases, ScrapedMetrics metrics) {
        this.known = known;
        this.reader = reader;
        this.leases = leases;
        for (ServerGauge gauge : ServerGauge.ALL) {
            metrics.gauge(gauge.metric(), gauge.meaning(), SERVER, () -> numbers(gauge));
        }
        metrics.gauge(
                "scalelite_server_state",
                "1 for the present state of the server",
                with(SERVER, List.of("state")),
                () -> texts(facts -> List.of(facts.server().state().name().toLowerCase(Locale.ROOT))));
        metrics.gauge(
                "scalelite_server_health",
                "1 for the present health state of the server",
                with(SERVER, List.of("health")),
                () -> texts(facts -> List.of(facts.health())));
        metrics.info(
                "scalelite_server_info",
                "Always 1; the labels are tag and BBB version of the server",
                with(SERVER, List.of("tag", "bbb_version")),
                () -> servers.stream()
                        .map(facts -> with(labels(facts), List.of(tag(facts), version(facts))))
                        .toList());
        metrics.gauge(
                "scalelite_servers_available",
                "Servers that may get a new meeting, by tag",
                List.of("tag"),
                this::availableByTag);
        metrics.gauge(
                "scalelite_poll_lag_seconds",
                "How long the poll of a server is overdue, of the server that has waited longest",
                List.of(),
                () -> lag);
    }

    /** The servers at the last scrape; none while Redis is unavailable. */
    List<ServerFacts> servers() {
        return servers;
    }

    /** Whether Redis was available at the last scrape. */
    boolean isKnown() {
        return !lag.isEmpty();
    }

    /** Others need the values, and this the servers. */
    @Override
    public int order() {
        return 1;
    }

    private Map<List<String>, Double> numbers(ServerGauge gauge) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        servers.forEach(facts -> gauge.of(facts).ifPresent(value -> values.put(labels(facts), value)));
        return values;
    }

    private Map<List<String>, Double> texts(Function<ServerFacts, List<String>> texts) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        servers.forEach(facts -> values.put(with(labels(facts), texts.apply(facts)), 1.0));
        return values;
    }

    /** Tags without an available server have 0, so that an alert can see them. */
    private Map<List<String>, Double> availableByTag() {
        Map<String, Double> available = new TreeMap<>();
        servers.forEach(facts -> available.merge(tag(facts), facts.isAvailable() ? 1.0 : 0.0, Double::sum));
        Map<List<String>, Double> values = new LinkedHashMap<>();
        available.forEach((tag, count) -> values.put(List.of(tag), count));
        return values;
    }

    private static List<String> labels(ServerFacts facts) {
        return List.of(
                Label.of(facts.server().id().value()),
                Label.of(Optional.ofNullable(facts.server().url().getHost()).orElse("")));
    }

    private static List<String> with(List<String> labels, List<String> more) {
        return Stream.concat(labels.stream(), more.stream()).toList();
    }

    private static String tag(ServerFacts facts) {
        return facts.server().tag().map(Label::of).orElse(UNTAGGED);
    }

    private static String version(ServerFacts facts) {
        return facts.server().statistics().bbbVersion().map(Label::word).orElse("");
    }

    @Override
    public void refresh() {
        servers = List.of();
        lag = Map.of();
        servers = reader.read(known.all());
        lag = Map.of(List.of(), leases.lag().toMillis() / 1000.0);
    }
}
