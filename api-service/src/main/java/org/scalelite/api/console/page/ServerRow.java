package org.scalelite.api.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.console.pool.Sparkline;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;

/**
 * A server in the table of the pool.
 *
 * @param rowId its id in the page
 * @param healthSince empty: not known
 * @param reason of its health, shortened; empty if it is healthy
 * @param loadShare of the fullest server, in percent
 * @param certificate what is to be known of it; empty: nothing
 * @param polledAt empty: never
 * @param lastHour its users
 */
public record ServerRow(
        String id,
        String rowId,
        String host,
        Badge state,
        Badge health,
        String healthSince,
        String reason,
        String load,
        int loadShare,
        Server.Statistics statistics,
        String version,
        String tag,
        String certificate,
        String polledAt,
        Sparkline lastHour) {
    private static final int PERCENT = 100;
    private static final int ID_DIGITS = 12;
    private static final Duration CERTIFICATE_WARNING = Duration.ofDays(30);

    public static ServerRow of(ServerFacts facts, PoolSnapshot snapshot) {
        Server server = facts.server();
        double load = server.load().orElse(0);
        return new ServerRow(
                server.id().value(),
                rowId(server.id()),
                hostOf(server),
                Badge.of(server.state()),
                Badge.health(facts),
                text(facts.healthSince()),
                facts.health().equals("healthy") ? "" : Beginning.of(facts.healthReason()),
                server.load().isPresent() ? "%.1f".formatted(load) : "–",
                (int) Math.round(load * PERCENT / snapshot.maxLoad()),
                server.statistics(),
                server.statistics().bbbVersion().orElse(""),
                server.tag().orElse(""),
                facts.certificateExpiry()
                        .map(expiry -> certificate(expiry, snapshot.readAt()))
                        .orElse(""),
                text(facts.polledAt()),
                snapshot.curves().of(server.id()));
    }

    /** Whatever characters an id has. */
    public static String rowId(ServerId id) {
        return "s-" + ChecksumAlgorithm.SHA256.hex(id.value()).substring(0, ID_DIGITS);
    }

    /** The host of a server's URL; its id if that has none. */
    public static String hostOf(Server server) {
        return Optional.ofNullable(server.url().getHost())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .orElseGet(() -> server.id().value());
    }

    private static String certificate(Instant expiry, Instant now) {
        Duration left = Duration.between(now, expiry);
        if (left.isNegative()) {
            return "certificate expired";
        }
        return left.compareTo(CERTIFICATE_WARNING) < 0 ? "certificate: %d days".formatted(left.toDays()) : "";
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("");
    }

    public String link() {
        return Link.server(id);
    }
}
