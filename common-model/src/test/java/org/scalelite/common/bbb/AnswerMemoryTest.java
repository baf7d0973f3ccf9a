package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.TestTimeout;

/** The memory limit shared by answers. */
class AnswerMemoryTest {
    private static final Deadline OVER = Deadline.in(Duration.ZERO);
    private static final Duration LONG = TestTimeout.LIMIT;

    private final AnswerMemory memory = new AnswerMemory(100);

    @Test
    void oneAnswerMayExceedTheLimit() {
        AnswerMemory.Lease small = memory.lease();
        AnswerMemory.Lease large = memory.lease();
        AnswerMemory.Lease other = memory.lease();
        small.grow(60, OVER);
        large.grow(60, OVER);
        large.grow(1000, OVER);
        assertThatThrownBy(() -> other.grow(1, OVER)).isInstanceOf(AnswerMemory.NoneFreeException.class);
        assertThatThrownBy(() -> small.grow(1, OVER)).isInstanceOf(AnswerMemory.NoneFreeException.class);
        large.close();
        other.grow(40, OVER);
        other.grow(1, OVER);
        assertThatThrownBy(() -> small.grow(1, OVER)).isInstanceOf(AnswerMemory.NoneFreeException.class);
    }

    @Test
    void waitingCallContinuesWhenMemoryIsFree() {
        AnswerMemory.Lease large = memory.lease();
        AnswerMemory.Lease waiting = memory.lease();
        large.grow(1000, OVER);
        CompletableFuture<?> grown = CompletableFuture.runAsync(() -> waiting.grow(50, Deadline.in(LONG)));
        large.close();
        grown.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
        waiting.close();
        AnswerMemory.Lease all = memory.lease();
        all.grow(100, OVER);
        all.close();
    }
}
