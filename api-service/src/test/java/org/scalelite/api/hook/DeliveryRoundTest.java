package org.scalelite.api.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.api.hook.DeliveryRound.Result;
import org.scalelite.common.hook.HookQueue.Event;
import org.scalelite.common.hook.HookQueue.Waiting;

class DeliveryRoundTest {
    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    private static Waiting event(String meeting, int number) {
        return new Waiting(meeting + "-" + number, new Event(meeting, number, "{}"));
    }

    private Result run(List<Waiting> events, String failing) {
        return new DeliveryRound(event -> {
                    sent.add(event.id());
                    return event.id().equals(failing) ? Optional.of("answered 500") : Optional.empty();
                })
                .run(events);
    }

    private static List<String> ids(List<Waiting> events, String meeting) {
        return events.stream()
                .map(Waiting::id)
                .filter(id -> id.startsWith(meeting))
                .toList();
    }

    @Test
    void eventsOfEachMeetingGoInOrder() {
        List<Waiting> events =
                IntStream.range(0, 40).mapToObj(i -> event("m" + i % 4, i)).toList();

        Result result = run(events, "none");

        assertThat(result.failure()).isEmpty();
        assertThat(result.delivered()).containsExactlyInAnyOrderElementsOf(events);
        for (String meeting : List.of("m0", "m1", "m2", "m3")) {
            assertThat(sent.stream().filter(id -> id.startsWith(meeting)))
                    .containsExactlyElementsOf(ids(events, meeting));
            assertThat(ids(result.delivered(), meeting)).isEqualTo(ids(events, meeting));
        }
    }

    @Test
    void nothingOfAMeetingFollowsItsFailure() {
        List<Waiting> events = List.of(event("a", 1), event("a", 2), event("a", 3), event("b", 1));

        Result result = run(events, "a-2");

        assertThat(result.failure()).contains("answered 500");
        assertThat(ids(result.delivered(), "a")).containsExactly("a-1");
        assertThat(sent).doesNotContain("a-3");
    }

    @Test
    void exceptionIsAFailureAfterWhatWasDelivered() {
        DeliveryRound round = new DeliveryRound(event -> {
            if (event.id().equals("a-2")) {
                throw new IllegalStateException("https://example.org/?secret");
            }
            return Optional.empty();
        });

        Result result = round.run(List.of(event("a", 1), event("a", 2)));

        assertThat(result.delivered()).containsExactly(event("a", 1));
        assertThat(result.failure()).contains("could not be sent: IllegalStateException");
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
