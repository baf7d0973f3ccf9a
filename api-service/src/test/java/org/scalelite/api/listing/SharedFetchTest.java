package org.scalelite.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which callers share a fetch, and when its value is closed. */
class SharedFetchTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private final class Numbered implements AutoCloseable {
        private final int number = begun.incrementAndGet();

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private SharedFetch<Numbered> shared(Duration gap, Duration maxAge) {
        return new SharedFetch<>(this::slowly, gap, maxAge, LONG);
    }

    private Numbered slowly() {
        Numbered fetched = new Numbered();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return fetched;
    }

    private static <T extends AutoCloseable> List<SharedFetch<T>.Share> join(SharedFetch<T> shared, int times) {
        List<SharedFetch<T>.Share> shares = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            shares.add(shared.join());
        }
        return shares;
    }

    @Test
    void callersDuringAFetchShareTheNextOne() {
        SharedFetch<Numbered> shared = shared(LONG, Duration.ZERO);
        SharedFetch<Numbered>.Share first = shared.join();
        await().until(() -> begun.get() == 1);
        List<SharedFetch<Numbered>.Share> later = join(shared, 60);
        mayEnd.countDown();
        assertThat(first.get().number).isEqualTo(1);
        assertThat(later).extracting(share -> share.get().number).containsOnly(2);
        first.close();
        await().until(() -> closed.get() == 1);
        later.subList(1, 60).forEach(SharedFetch.Share::close);
        assertThat(closed).as("one caller still reads").hasValue(1);
        later.getFirst().close();
        await().until(() -> closed.get() == 2);
    }

    @Test
    void slowFetchDelaysTheNextByTheGap() {
        SharedFetch<Numbered> shared = shared(Duration.ofMillis(10), Duration.ZERO);
        shared.join().close();
        await().until(() -> begun.get() == 1);
        shared.join().close();
        await().until(() -> begun.get() == 2);
        mayEnd.countDown();
        await().until(() -> closed.get() == 2);
    }

    @Test
    void reusesAValueWithinItsAge() {
        mayEnd.countDown();
        SharedFetch<Numbered> live = shared(LONG, Duration.ZERO);
        SharedFetch<Numbered> kept = shared(LONG, LONG);
        for (int i = 1; i <= 3; i++) {
            SharedFetch<Numbered>.Share share = live.join();
            assertThat(share.get().number).isEqualTo(i);
            share.close();
        }
        await().until(() -> closed.get() == 3);
        for (int i = 0; i < 3; i++) {
            SharedFetch<Numbered>.Share share = kept.join();
            assertThat(share.get().number).isEqualTo(4);
            share.close();
        }
        assertThat(closed).hasValue(3);
    }

    @Test
    void fetchesAgainAfterTheAge() {
        mayEnd.countDown();
        SharedFetch<Numbered> kept = shared(LONG, Duration.ofMillis(1));
        SharedFetch<Numbered>.Share share = kept.join();
        share.get();
        share.close();
        await().until(() -> closed.get() == 1);
        SharedFetch<Numbered>.Share next = kept.join();
        assertThat(next.get().number).isEqualTo(2);
        next.close();
    }

    @Test
    void failureIsSharedWithItsCallersOnly() {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Numbered> fails = () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
            return new Numbered();
        };
        SharedFetch<Numbered> shared = new SharedFetch<>(fails, LONG, LONG, LONG);
        SharedFetch<Numbered>.Share failed = shared.join();
        assertThatThrownBy(failed::get).hasMessage("first");
        failed.close();
        SharedFetch<Numbered>.Share good = shared.join();
        assertThat(good.get().number).isEqualTo(1);
        good.close();
    }
}
