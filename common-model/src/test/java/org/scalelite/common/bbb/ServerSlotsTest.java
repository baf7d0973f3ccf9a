package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.scalelite.common.bbb.ServerSlots.NoneFreeException;
import org.scalelite.common.bbb.ServerSlots.Use;

/** The cause of missing slots. */
class ServerSlotsTest {
    private static final URI SERVER = URI.create("http://bbb.example.org/bigbluebutton/api");
    private static final Duration TIME = Duration.ofMillis(200);
    /** A list waits for half of it: enough for the other thread on a busy machine. */
    private static final Duration LONGER = Duration.ofSeconds(4);

    private final ServerSlots slots = new ServerSlots(1);

    private boolean isSilentWhileWaiting(Duration time) {
        try (ServerSlots.Slot _ = slots.acquire(SERVER, Use.LIST, time)) {
            throw new AssertionError("the only slot is taken");
        } catch (NoneFreeException e) {
            return e.isServerSilent();
        }
    }

    @Test
    void serverWithoutAnswersIsSilent() throws NoneFreeException {
        try (ServerSlots.Slot _ = slots.acquire(SERVER, Use.LIST, TIME)) {
            assertThat(isSilentWhileWaiting(TIME)).isTrue();
        }
    }

    @Test
    void serverWithOtherAnswersIsOverloaded() throws Exception {
        try (ServerSlots.Slot held = slots.acquire(SERVER, Use.LIST, TIME)) {
            CompletableFuture<Boolean> silent = CompletableFuture.supplyAsync(() -> isSilentWhileWaiting(LONGER));
            while (!silent.isDone()) {
                held.answered();
                Thread.onSpinWait();
            }
            assertThat(silent.get()).isFalse();
        }
    }
}
