package org.scalelite.cli.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.output.Cell;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.Server;
import org.scalelite.common.text.Amounts;

/**
 * Compares the pool with thresholds.
 *
 * @param newestPoll the age of the newest poll; empty if no poller of this suite has polled
 */
record PoolCheck(List<Server> servers, Optional<Duration> newestPoll) {
    private static final int MOST_NAMES = 5;

    PoolCheck {
        servers = List.copyOf(servers);
    }

    /** One line, with performance data after {@code |}. */
    record Result(Verdict verdict, String line) {}

    /** The result if the stores do not answer. */
    static Result unknown(String reason) {
        return new Result(Verdict.UNKNOWN, line(Verdict.UNKNOWN, reason));
    }

    /** The result of a fault that no threshold describes. */
    static Result critical(String reason) {
        return new Result(Verdict.CRITICAL, line(Verdict.CRITICAL, reason));
    }

    Result compare(Map<Metric, Range> warning, Map<Metric, Range> critical) {
        Map<Metric, Double> values = values();
        Map<Metric, Verdict> verdicts = new EnumMap<>(Metric.class);
        values.forEach((metric, value) -> verdicts.put(metric, verdict(metric, value, warning, critical)));
        Verdict worst = verdicts.values().stream().reduce(Verdict.OK, Verdict::or);
        String alerts = values.entrySet().stream()
                .filter(entry -> verdicts.get(entry.getKey()) != Verdict.OK)
                .map(entry -> ", %s is %s%s (%s)"
                        .formatted(
                                entry.getKey().text(),
                                number(entry.getValue()),
                                entry.getKey().unit(),
                                ranges(entry.getKey(), warning, critical)))
                .collect(Collectors.joining());
        String perfdata = values.entrySet().stream()
                .map(entry -> perfdata(entry.getKey(), entry.getValue(), warning, critical))
                .collect(Collectors.joining(" "));
        return new Result(worst, line(worst, summary(values) + alerts + names()) + " | " + perfdata);
    }

    private Map<Metric, Double> values() {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.AVAILABLE, (double)
                servers.stream().filter(PoolCheck::isAvailable).count());
        values.put(Metric.OFFLINE, (double)
                servers.stream().filter(PoolCheck::isOffline).count());
        values.put(Metric.SUSPECT, (double)
                servers.stream().filter(PoolCheck::isSuspect).count());
        values.put(Metric.MEETINGS, (double) servers.stream()
                .mapToLong(server -> server.statistics().meetings())
                .sum());
        values.put(Metric.USERS, (double) servers.stream()
                .mapToLong(server -> server.statistics().users())
                .sum());
        OptionalDouble lowest = servers.stream()
                .filter(PoolCheck::isAvailable)
                .mapToDouble(server -> server.load().orElseThrow())
                .min();
        lowest.ifPresent(load -> values.put(Metric.LOAD, load));
        newestPoll.ifPresent(age -> values.put(Metric.POLL_AGE, Math.max(0, age.toMillis() / 1e3)));
        return values;
    }

    private static boolean isAvailable(Server server) {
        return server.state() == Server.State.ENABLED
                && server.online()
                && server.load().isPresent();
    }

    private static boolean isOffline(Server server) {
        return server.state() != Server.State.DISABLED && !server.online();
    }

    private static boolean isSuspect(Server server) {
        return server.state() != Server.State.DISABLED
                && HealthState.of(server.online(), server.health(), "") instanceof HealthState.Suspect;
    }

    private static Verdict verdict(
            Metric metric, double value, Map<Metric, Range> warning, Map<Metric, Range> critical) {
        if (alerts(critical, metric, value)) {
            return Verdict.CRITICAL;
        }
        return alerts(warning, metric, value) ? Verdict.WARNING : Verdict.OK;
    }

    private static boolean alerts(Map<Metric, Range> ranges, Metric metric, double value) {
        return Optional.ofNullable(ranges.get(metric))
                .filter(range -> range.alerts(value))
                .isPresent();
    }

    private String summary(Map<Metric, Double> values) {
        return "%s of %s available, %s, %s"
                .formatted(
                        number(values.getOrDefault(Metric.AVAILABLE, 0.0)),
                        Amounts.count(servers.size(), "server"),
                        Amounts.count(values.getOrDefault(Metric.MEETINGS, 0.0).longValue(), "meeting"),
                        Amounts.count(values.getOrDefault(Metric.USERS, 0.0).longValue(), "user"));
    }

    /** The hosts that an operator has to look at. */
    private String names() {
        List<String> names = servers.stream()
                .filter(server -> isOffline(server) || isSuspect(server))
                .map(server -> Lookup.hostName(server.url()) + (isOffline(server) ? " offline" : " suspect"))
                .sorted()
                .toList();
        return names.isEmpty()
                ? ""
                : ": " + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMES ? ", …" : "");
    }

    private static String ranges(Metric metric, Map<Metric, Range> warning, Map<Metric, Range> critical) {
        return "warning %s, critical %s".formatted(text(warning, metric, "-"), text(critical, metric, "-"));
    }

    private String perfdata(Metric metric, double value, Map<Metric, Range> warning, Map<Metric, Range> critical) {
        boolean countsServers = metric == Metric.AVAILABLE || metric == Metric.OFFLINE || metric == Metric.SUSPECT;
        return "%s=%s%s;%s;%s;0%s"
                .formatted(
                        metric.text(),
                        number(value),
                        metric.unit(),
                        text(warning, metric, ""),
                        text(critical, metric, ""),
                        countsServers ? ";" + servers.size() : "");
    }

    private static String text(Map<Metric, Range> ranges, Metric metric, String none) {
        return Optional.ofNullable(ranges.get(metric)).map(Range::text).orElse(none);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Text from outside may contain neither the separator of performance data nor the end of a line. */
    private static String line(Verdict verdict, String text) {
        return "SCALELITE %s - %s".formatted(verdict, Cell.printable(text).replace('|', '/'));
    }
}
