package org.scalelite.common.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.scalelite.common.registry.RegistrySnapshotRepository.Standing;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.text.Amounts;

/** Whether there is a copy of servers and tenants that an emptied Redis would get back. */
final class SnapshotCheck {
    private static final String WHERE = "copy in postgresql";
    private static final String START = "start poller-service with DATABASE_URL, and see its log";

    private SnapshotCheck() {}

    /**
     * Looks at the copy.
     *
     * @param servers in Redis
     * @param interval in which each poller compares the copy with Redis
     */
    static List<Finding> run(RegistrySnapshotRepository snapshots, int servers, Duration interval) {
        Optional<Standing> standing;
        try {
            standing = snapshots.standing();
        } catch (RuntimeException e) {
            // DatabaseCheck reports why PostgreSQL cannot be asked, or lacks the table.
            return List.of(Finding.note(WHERE, "not checked: " + e.getMessage()));
        }
        return standing.map(kept -> List.of(finding(kept, servers, interval)))
                .orElseGet(() -> servers == 0 ? List.of() : List.of(missing()));
    }

    private static Finding missing() {
        return Finding.warning(
                WHERE, "there is none of servers and tenants: a Redis that is emptied would stay empty", START);
    }

    private static Finding finding(Standing kept, int servers, Duration interval) {
        if (servers == 0 && kept.servers() > 0) {
            return Finding.problem(
                    WHERE,
                    "Redis has no servers, and nobody has put back the %d that are kept".formatted(kept.servers()),
                    START);
        }
        String age = "nobody has compared it with Redis for %d s"
                .formatted(kept.unconfirmed().toSeconds());
        return PollLeases.isOverdue(kept.unconfirmed(), interval)
                ? Finding.warning(WHERE, age + ": a Redis that is emptied would get back what was then", START)
                : Finding.ok(
                        WHERE,
                        "has %s and %s"
                                .formatted(
                                        Amounts.count(kept.servers(), "server"),
                                        Amounts.count(kept.tenants(), "tenant")));
    }
}
