package org.scalelite.api.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.common.hook.HookQueue.Event;
import org.scalelite.common.hook.HookQueue.Waiting;

class DeliveryRoundTest {
    private final ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();

    private static Waiting event(String meeting, int number) {
        return new Waiting(meeting + "-" + number, new Event(meeting, number, "{}"));
    }

    private DeliveryRound round(String failing) {
        return new DeliveryRound(
                event -> event.id().equals(failing) ? Optional.of("answered 500") : Optional.empty(),
                event -> delivered.add(event.id()));
    }

    @Test
    void eventsOfEachMeetingGoInOrder() {
        List<Waiting> events =
                IntStream.range(0, 40).mapToObj(i -> event("m" + i % 4, i)).toList();

        assertThat(round("none").run(events)).isEmpty();

        assertThat(delivered).hasSize(40);
        for (String meeting : List.of("m0", "m1", "m2", "m3")) {
            assertThat(delivered.stream().filter(id -> id.startsWith(meeting)))
                    .containsExactlyElementsOf(events.stream()
                            .map(Waiting::id)
                            .filter(id -> id.startsWith(meeting))
                            .toList());
        }
    }

    @Test
    void nothingOfAMeetingFollowsItsFailure() {
        List<Waiting> events = List.of(event("a", 1), event("a", 2), event("a", 3), event("b", 1));

        assertThat(round("a-2").run(events)).contains("answered 500");

        assertThat(delivered).contains("a-1").doesNotContain("a-2", "a-3");
    }

    @Test
    void unnotedDeliveryEndsTheRound() {
        DeliveryRound round = new DeliveryRound(_ -> Optional.empty(), _ -> {
            throw new IllegalStateException("Redis");
        });

        assertThatThrownBy(() -> round.run(List.of(event("a", 1), event("b", 1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hookIsGivenUpAfterFiveMinutes() {
        Duration pauses = IntStream.rangeClosed(1, 12)
                .mapToObj(attempts -> HookRetry.pauseAfter(attempts).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(pauses).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
        assertThat(HookRetry.pauseAfter(13)).isEmpty();
    }
}
