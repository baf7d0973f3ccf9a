package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of servers, and deadlines. */
class ServerDateTest {
    @Test
    void readsTheDateOfAnAnswer() {
        assertThat(ServerDate.of("Mon, 05 Jan 2026 09:00:00 GMT")).contains(Instant.parse("2026-01-05T09:00:00Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "2026-01-05T09:00:00Z"})
    void otherHeadersAreNoDate(@Nullable String header) {
        assertThat(ServerDate.of(header)).isEmpty();
    }

    @Test
    void timeLeftIsNeverNegative() {
        Deadline over = Deadline.in(Duration.ofSeconds(-1));
        assertThat(over.isOver()).isTrue();
        assertThat(over.left()).isZero();
        Deadline later = Deadline.in(Duration.ofHours(1));
        assertThat(later.isOver()).isFalse();
        assertThat(later.left()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }
}
