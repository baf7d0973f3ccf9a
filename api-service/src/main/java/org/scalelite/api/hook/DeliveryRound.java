package org.scalelite.api.hook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.hook.HookQueue.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oldest events of one hook, delivered at the same time as far as they are of different meetings: the events of one
 * meeting go one after the other. Nothing is begun after a failure or after a second, so that one meeting with many events
 * does not keep the others waiting.
 *
 * @param send tries to deliver an event: why it was in vain, empty if it was not
 */
record DeliveryRound(Function<Waiting, Optional<String>> send) {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRound.class);
    private static final int AT_ONCE = 8;
    private static final Duration LENGTH = Duration.ofSeconds(1);

    /**
     * What became of the events.
     *
     * @param delivered those that the front-end has taken
     * @param failure why one failed, empty if none did
     */
    record Result(List<Waiting> delivered, Optional<String> failure) {
        Result {
            delivered = List.copyOf(delivered);
        }
    }

    /** Delivers events, the oldest first. Each attempt has a deadline. */
    Result run(List<Waiting> events) {
        Run run = new Run(Deadline.in(LENGTH));
        Map<String, List<Waiting>> byMeeting = events.stream()
                .collect(Collectors.groupingBy(
                        waiting -> waiting.event().meeting(), LinkedHashMap::new, Collectors.toList()));
        if (byMeeting.size() == 1) {
            run.deliver(events);
        } else {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                byMeeting.values().forEach(some -> threads.execute(() -> run.deliver(some)));
            }
        }
        return new Result(List.copyOf(run.delivered), Optional.ofNullable(run.failure.get()));
    }

    private final class Run {
        private final Deadline end;
        private final Semaphore places = new Semaphore(AT_ONCE);
        private final Queue<Waiting> delivered = new ConcurrentLinkedQueue<>();
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

        private Run(Deadline end) {
            this.end = end;
        }

        private void deliver(List<Waiting> ofMeeting) {
            try {
                for (Waiting event : ofMeeting) {
                    places.acquire();
                    try {
                        if (end.isOver() || failure.get() != null || !isDelivered(event)) {
                            return;
                        }
                    } finally {
                        places.release();
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isDelivered(Waiting event) {
            Optional<String> reason = attempt(event);
            if (reason.isPresent()) {
                failure.set(reason.get());
                return false;
            }
            delivered.add(event);
            return true;
        }

        /** What was delivered before must be noted after any failure, or it would be sent again and again. */
        private Optional<String> attempt(Waiting event) {
            try {
                return send.apply(event);
            } catch (RuntimeException e) {
                LOG.debug("An event could not be sent", e);
                return Optional.of("could not be sent: " + e.getClass().getSimpleName());
            }
        }
    }
}
