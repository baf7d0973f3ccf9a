package org.scalelite.common.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scalelite.common.testing.TestTimeout;

@Timeout(30)
class WorkerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<Integer> rounds = new ArrayBlockingQueue<>(1_000);

    private void awaitRound() throws InterruptedException {
        assertThat(rounds.poll(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void repeatsStepAfterItsPause() throws InterruptedException {
        try (Worker _ = Worker.every(SHORT, "test", () -> rounds.add(1)).start()) {
            awaitRound();
            awaitRound();
            awaitRound();
        }
    }

    @Test
    void wakeEndsPause() throws InterruptedException {
        try (Worker worker = Worker.every(LONG, "test", () -> rounds.add(1)).start()) {
            awaitRound();
            worker.wake();
            awaitRound();
        }
    }

    @Test
    void wakeDuringStepStartsAnotherRound() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        Worker worker = new Worker("test", LONG, () -> {
            rounds.add(1);
            started.countDown();
            woken.await();
            return LONG;
        });
        try (worker) {
            worker.start();
            started.await();
            worker.wake();
            woken.countDown();
            awaitRound();
            awaitRound();
        }
    }

    @Test
    void reportsLastingFailureOnceAndItsEnd() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        List<String> reports = new ArrayList<>();
        CountDownLatch recovered = new CountDownLatch(1);
        Worker worker = Worker.every(SHORT, "test", () -> {
                    rounds.add(1);
                    if (broken.get()) {
                        throw new IllegalStateException("broken");
                    }
                })
                .reporting(failure -> reports.add(String.valueOf(failure.getMessage())), () -> {
                    reports.add("recovered");
                    recovered.countDown();
                });
        try (worker) {
            worker.start();
            awaitRound();
            awaitRound();
            awaitRound();
            broken.set(false);
            assertThat(recovered.await(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(reports).containsExactly("broken", "recovered");
    }

    @Test
    void closeWaitsForPresentRound() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        Worker worker = new Worker("test", LONG, () -> {
            started.countDown();
            Thread.sleep(Duration.ofMillis(200));
            finished.set(true);
            return LONG;
        });
        worker.start();
        started.await();
        worker.close();
        assertThat(finished).isTrue();
    }

    @Test
    void closeEndsLoopOfCallersThread() throws InterruptedException {
        Worker worker = Worker.every(LONG, "test", () -> rounds.add(1));
        Thread caller = Thread.ofVirtual().start(worker::run);
        awaitRound();
        worker.close();
        assertThat(caller.join(TestTimeout.LIMIT)).isTrue();
        assertThat(rounds).isEmpty();
    }
}
