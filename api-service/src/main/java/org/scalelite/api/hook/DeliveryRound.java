package org.scalelite.api.hook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.hook.HookQueue.Waiting;

/**
 * The oldest events of one hook, delivered at the same time as far as they are of different meetings: the events of one
 * meeting go one after the other. Nothing is begun after a failure or after a second, so that one meeting with many events
 * does not keep the others waiting.
 */
final class DeliveryRound {
    private static final int AT_ONCE = 8;
    private static final Duration LENGTH = Duration.ofSeconds(1);

    private final Function<Waiting, Optional<String>> send;
    private final Consumer<Waiting> delivered;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

    /**
     * A round.
     *
     * @param send tries to deliver an event: why it was in vain, empty if it was not
     * @param delivered is told of each event that the front-end has taken, before the next one of its meeting is sent
     */
    DeliveryRound(Function<Waiting, Optional<String>> send, Consumer<Waiting> delivered) {
        this.send = send;
        this.delivered = delivered;
    }

    /**
     * Delivers events, the oldest first; why one failed, empty if none did. Each attempt has a deadline.
     *
     * @throws RuntimeException if it cannot be noted that one is delivered
     */
    Optional<String> run(List<Waiting> events) {
        Deadline end = Deadline.in(LENGTH);
        Map<String, List<Waiting>> byMeeting = events.stream()
                .collect(Collectors.groupingBy(
                        waiting -> waiting.event().meeting(), LinkedHashMap::new, Collectors.toList()));
        if (byMeeting.size() == 1) {
            deliver(events, end);
        } else {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                byMeeting.values().forEach(some -> threads.execute(() -> deliver(some, end)));
            }
        }
        RuntimeException exception = broken.get();
        if (exception != null) {
            throw exception;
        }
        return Optional.ofNullable(failure.get());
    }

    private void deliver(List<Waiting> ofMeeting, Deadline end) {
        try {
            for (Waiting event : ofMeeting) {
                places.acquire();
                try {
                    if (isOver(end) || !isDelivered(event)) {
                        return;
                    }
                } finally {
                    places.release();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken.set(e);
        }
    }

    private boolean isOver(Deadline end) {
        return end.isOver() || failure.get() != null || broken.get() != null;
    }

    private boolean isDelivered(Waiting event) {
        Optional<String> reason = send.apply(event);
        if (reason.isPresent()) {
            failure.set(reason.get());
            return false;
        }
        delivered.accept(event);
        return true;
    }
}
