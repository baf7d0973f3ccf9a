package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedReadTest {
    private final AtomicInteger reads = new AtomicInteger();

    private int next() {
        if (reads.incrementAndGet() == 2) {
            throw new IllegalStateException("the store is unavailable");
        }
        return reads.get();
    }

    @Test
    void readsOnceWithinTheMaximumAge() {
        CachedRead<Integer> value = new CachedRead<>(Duration.ofHours(1), this::next);
        assertThat(value.get()).contains(1);
        assertThat(value.get()).contains(1);
        assertThat(reads).hasValue(1);
    }

    @Test
    void isEmptyWhileTheStoreIsUnavailable() {
        CachedRead<Integer> value = new CachedRead<>(Duration.ZERO, this::next);
        assertThat(value.get()).contains(1);
        assertThat(value.get()).isEmpty();
        assertThat(value.get()).contains(3);
    }

    @Test
    void doesNotWaitForAStoreThatHangs() {
        CachedRead<Integer> value = new CachedRead<>(Duration.ofHours(1), () -> {
            pause();
            return 1;
        });
        long start = System.nanoTime();
        assertThat(value.get()).isEmpty();
        assertThat(value.get()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(20));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
