package org.scalelite.common.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;

/** Whether a poller runs: without one no server becomes online or offline. */
final class PollerCheck {
    private static final Duration SLACK = Duration.ofSeconds(15);

    private PollerCheck() {}

    static List<Finding> run(ServerRegistry registry, List<Server> servers, Duration interval) {
        if (servers.isEmpty()) {
            return List.of();
        }
        Instant now = registry.now();
        Optional<Instant> newest = servers.stream()
                .flatMap(server -> registry.lastPoll(server.id()).stream())
                // A time that lies ahead is of a clock that was faster.
                .filter(at -> at.isBefore(now.plus(SLACK)))
                .max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return List.of(Finding.warning(
                    "poller",
                    "no poller of this suite has asked any server yet",
                    "start poller-service (Scalelite's own poller leaves no mark that could be seen)"));
        }
        Duration ago = Duration.between(newest.get(), now);
        if (registry.pollers().isolated() > 0) {
            return List.of(Finding.warning(
                    "poller",
                    "a poller does not reach most BBB servers",
                    "look at the network of the machine whose poller logs that it is isolated"));
        }
        return PollLeases.isOverdue(ago, interval)
                ? List.of(Finding.problem(
                        "poller",
                        "nobody has polled for %d s: dead servers stay online".formatted(ago.toSeconds()),
                        "start poller-service, and see its log"))
                : List.of(Finding.ok("poller", "asked servers %d s ago".formatted(ago.toSeconds())));
    }
}
