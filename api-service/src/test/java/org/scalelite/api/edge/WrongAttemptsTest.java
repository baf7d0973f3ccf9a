package org.scalelite.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.edge.WrongAttempts.Credential;
import org.scalelite.api.edge.WrongAttempts.TooManyException;

/** The limit on failed authentication where a look costs more than a comparison. */
class WrongAttemptsTest {
    private static final int LIMIT = 3;
    private static final String SOURCE = "203.0.113.7";

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger fingerprint = new AtomicInteger();
    private final WrongAttempts attempts = new WrongAttempts(LIMIT, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private boolean shows(Credential credential, String source, boolean right) {
        return attempts.check(credential, source, () -> {
                    fingerprint.incrementAndGet();
                    return right ? Optional.of(true) : Optional.<Boolean>empty();
                })
                .isPresent();
    }

    private boolean shows(boolean right) {
        return shows(Credential.SERVER_TOKEN, SOURCE, right);
    }

    private void showsTooMany() {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(shows(false)).isFalse();
        }
    }

    @Test
    void afterTooManyWrongOnesNoneIsLookedAt() {
        showsTooMany();
        fingerprint.set(0);
        for (boolean right : new boolean[] {false, true}) {
            assertThatThrownBy(() -> shows(right))
                    .isInstanceOfSatisfying(
                            TooManyException.class,
                            refused -> assertThat(refused.retryAfter()).isEqualTo("21"));
        }
        assertThat(fingerprint).hasValue(0);
    }

    @Test
    void oneIsLookedAtWhenItsTimeHasCome() {
        showsTooMany();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(shows(true)).isTrue();
        assertThat(shows(true)).as("right ones use nothing up").isTrue();
        assertThat(shows(false)).isFalse();
        assertThatThrownBy(() -> shows(true)).isInstanceOf(TooManyException.class);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        showsTooMany();
    }

    @Test
    void rightOnesMayComeInAnyNumberAtOnce() {
        assertThat(nested(LIMIT * 10)).isTrue();
        assertThat(shows(false)).isFalse();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(nested(LIMIT * 10)).as("a minute after a wrong one").isTrue();
    }

    /** So many whose checks run at the same time. */
    private boolean nested(int count) {
        return count == 0
                || attempts.check(Credential.SERVER_TOKEN, SOURCE, () -> Optional.of(nested(count - 1)))
                        .orElse(false);
    }

    @Test
    void manyWrongAtOnceAreNoMoreThanOneByOne() {
        assertThat(shows(false)).isFalse();
        assertThatThrownBy(() -> nested(LIMIT)).isInstanceOf(TooManyException.class);
        assertThat(nested(LIMIT - 1)).as("what was not wrong is given back").isTrue();
    }

    @Test
    void aCheckThatCannotBeMadeIsNoWrongOne() {
        assertThat(shows(false)).isFalse();
        for (int i = 0; i < LIMIT; i++) {
            assertThatThrownBy(() -> attempts.check(Credential.SERVER_TOKEN, SOURCE, () -> {
                        throw new IllegalStateException("Redis is away");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(shows(true)).isTrue();
    }

    @Test
    void otherKindsAndSourcesAreNotHeldUp() {
        showsTooMany();
        assertThat(shows(Credential.DIAL_IN_PASSWORD, SOURCE, true)).isTrue();
        assertThat(shows(Credential.SERVER_TOKEN, "203.0.113.8", true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CHECKSUM,          3",
        "ADMIN_TOKEN,      10",
        "SERVER_TOKEN,      3",
        "DIAL_IN_PASSWORD,  3",
        "PLAYBACK_TOKEN,   30",
        "TEXT_TRACK_TOKEN, 30"
    })
    void eachKindHasItsLimit(Credential credential, int limit) {
        for (int i = 0; i < limit; i++) {
            assertThat(shows(credential, SOURCE, false)).isFalse();
        }
        assertThatThrownBy(() -> shows(credential, SOURCE, true)).isInstanceOf(TooManyException.class);
    }

    @Test
    void anyNumberOfSourcesTakesBoundedMemory() {
        for (int i = 0; i < WrongAttempts.MOST_SOURCES * 3; i++) {
            shows(Credential.PLAYBACK_TOKEN, "2001:db8:" + Integer.toHexString(i) + "::/64", false);
        }
        assertThat(attempts.sources()).isLessThanOrEqualTo(WrongAttempts.MOST_SOURCES);
    }
}
