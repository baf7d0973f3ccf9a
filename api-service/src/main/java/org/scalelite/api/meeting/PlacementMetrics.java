package org.scalelite.api.meeting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.Assignment;

/** How often a create got a server, and why or why not. */
@Singleton
final class PlacementMetrics {
    private static final List<String> REASONS = List.of(
            "new",
            "existing",
            "server_offline",
            "not_yet",
            "no_server",
            "id_taken",
            "no_parent",
            "parent_unavailable",
            "limit_reached",
            "no_voice_bridge",
            "moved");

    private final Map<String, Counter> counters;

    PlacementMetrics(MeterRegistry meters) {
        counters = REASONS.stream().collect(Collectors.toMap(reason -> reason, reason -> counter(reason, meters)));
    }

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder("scalelite.placements")
                .description("Assignments of a server to a meeting that is created, by reason")
                .tag("reason", reason)
                .register(meters);
    }

    Assignment counted(Assignment assignment) {
        count(
                switch (assignment) {
                    case Assignment.Created _ -> "new";
                    case Assignment.Existing _ -> "existing";
                    case Assignment.ServerOffline _ -> "server_offline";
                    case Assignment.NotYet() -> "not_yet";
                    case Assignment.NoServer() -> "no_server";
                    case Assignment.IdTaken() -> "id_taken";
                    case Assignment.NoParent() -> "no_parent";
                    case Assignment.ParentUnavailable() -> "parent_unavailable";
                    case Assignment.LimitReached() -> "limit_reached";
                    case Assignment.NoVoiceBridge() -> "no_voice_bridge";
                });
        return assignment;
    }

    /** The first server could not create the meeting, and another one was assigned. */
    void moved() {
        count("moved");
    }

    private void count(String reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
