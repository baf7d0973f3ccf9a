package org.scalelite.common.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What polls add up to, and the times of a query. */
class SeenRunTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LONGEST_GAP = Duration.ofMinutes(5);

    /** A poll so many seconds after the start. */
    static SeenRun poll(int second, int users) {
        return poll("abc-1", second, users);
    }

    static SeenRun poll(String internalId, int second, int users) {
        Instant at = START.plusSeconds(second);
        return new SeenRun(internalId, "s-1", "bbb1", "", "room", START, at, at, users, users, 0, second > 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # polls at, users                  | seconds | first | peak | last
            60:3                               | 0       | 3     | 3    | 60
            60:3 120:5                         | 300     | 3     | 5    | 120
            60:3 120:5 180:0 240:2             | 420     | 3     | 5    | 240
            60:9 60:9                          | 0       | 9     | 9    | 60
            60:1 3660:2                        | 600     | 1     | 2    | 3660
            60:4 30:9                          | 0       | 4     | 9    | 60
            60:1000000 120:1000000             | 60000000 | 1000000 | 1000000 | 120
            """)
    void usersCountForTimeSincePollBefore(String polls, long seconds, int first, int peak, int last) {
        SeenRun all = Arrays.stream(polls.split(" ", -1))
                .map(poll -> poll.split(":", -1))
                .map(poll -> poll(Integer.parseInt(poll[0]), Integer.parseInt(poll[1])))
                .reduce((before, later) -> before.followedBy(later, LONGEST_GAP))
                .orElseThrow();
        assertThat(all.userMillis()).isEqualTo(1000 * seconds);
        assertThat(all.firstUsers()).isEqualTo(first);
        assertThat(all.peakUsers()).isEqualTo(peak);
        assertThat(all.firstSeenAt()).isEqualTo(START.plusSeconds(60));
        assertThat(all.lastSeenAt()).isEqualTo(START.plusSeconds(last));
        assertThat(all.recorded()).isEqualTo(last > 100);
    }

    @Test
    void storesTextWithoutNul() {
        assertThat(new SeenRun("a\0", "s", "h", "t\0", "m\0", START, START, START, 0, 0, 0, false))
                .isEqualTo(new SeenRun("a�", "s", "h", "t�", "m�", START, START, START, 0, 0, 0, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-30T23:00:00Z",
        "2026-01-31T09:30, 2026-01-31T08:30:00Z",
        "2026-01-31T09:30:15.5, 2026-01-31T08:30:15.5Z",
        "2026-01-31T09:30:00Z, 2026-01-31T09:30:00Z",
        "2026-01-31T09:30+05:30, 2026-01-31T04:00:00Z",
        "2026-02-30,",
        "yesterday,",
        "'',",
        "+999999999-12-31,",
        "-0001-01-01,",
        "2026-01-31T,"
    })
    void readsTimesOfQuery(String text, @Nullable Instant expected) {
        assertThat(MeetingRunQuery.time(text, ZoneId.of("Europe/Berlin"))).isEqualTo(Optional.ofNullable(expected));
    }
}
