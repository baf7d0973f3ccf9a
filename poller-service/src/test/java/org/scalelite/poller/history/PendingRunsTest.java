package org.scalelite.poller.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.common.history.SeenRun;
import org.scalelite.common.server.ServerId;

/** What polls have seen until it is stored. */
class PendingRunsTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final ServerId FIRST = new ServerId("s-1");
    private static final ServerId SECOND = new ServerId("s-2");

    private final PendingRuns pending = new PendingRuns(3, Duration.ofMinutes(5));

    private static SeenRun run(String internalId, ServerId server, int second, int users) {
        Instant at = START.plusSeconds(second);
        return new SeenRun(internalId, server.value(), "h", "", "room", START, at, at, users, users, 0, false);
    }

    private void poll(ServerId server, int second, int users, String... internalIds) {
        pending.add(
                server,
                START.plusSeconds(second),
                Arrays.stream(internalIds)
                        .map(id -> run(id, server, second, users))
                        .toList());
    }

    @Test
    void mergesPollsOfEachMeeting() {
        assertThat(pending.take().isEmpty()).isTrue();
        poll(FIRST, 60, 1, "a", "b");
        poll(FIRST, 120, 2, "a");
        poll(SECOND, 90, 5, "a");
        PendingRuns.Batch batch = pending.take();
        assertThat(batch.runs())
                .containsExactly(
                        run("a", FIRST, 60, 1).followedBy(run("a", FIRST, 120, 2), Duration.ofMinutes(5)),
                        run("b", FIRST, 60, 1),
                        run("a", SECOND, 90, 5));
        assertThat(batch.polledAt()).isEqualTo(Map.of(FIRST, START.plusSeconds(120), SECOND, START.plusSeconds(90)));
        assertThat(pending.take().isEmpty()).isTrue();
    }

    @Test
    void pollWithoutMeetingsIsKept() {
        poll(FIRST, 60, 0);
        assertThat(pending.take()).isEqualTo(new PendingRuns.Batch(List.of(), Map.of(FIRST, START.plusSeconds(60))));
    }

    @Test
    void putsBackBeforeWhatWasSeenSince() {
        poll(FIRST, 60, 1, "a");
        PendingRuns.Batch failed = pending.take();
        poll(FIRST, 120, 3, "a");
        pending.putBack(failed);
        PendingRuns.Batch batch = pending.take();
        assertThat(batch.runs()).hasSize(1);
        assertThat(batch.runs().getFirst().userMillis()).isEqualTo(180_000);
        assertThat(batch.polledAt()).isEqualTo(Map.of(FIRST, START.plusSeconds(120)));
    }

    @Test
    void leavesOutMeetingsBeyondLimit() {
        poll(FIRST, 60, 1, "a", "b", "c", "d");
        poll(FIRST, 120, 2, "c", "d");
        assertThat(pending.take().runs())
                .extracting(SeenRun::internalId, SeenRun::peakUsers)
                .containsExactly(tuple("a", 1), tuple("b", 1), tuple("c", 2));
    }
}
