package org.scalelite.common.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedUsersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -      | -    | 15
            120    | -    | 120
            3      | -    | 3
            -      | 4    | 4
            -      | 400  | 15
            120    | 30   | 30
            -      | 0    | 15
            many   | few  | 15
            -5     | -5   | 15
            999999 | -    | 10000
            """)
    void usesHintOrMinimumUpToMaxParticipants(String hint, String maxParticipants, int expected) {
        assertThat(of(hint, maxParticipants).withoutPast()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            120 | -   | 120,hint,,15,1
            120 | 30  | 30,hint,30,15,1
            -   | 15  | 15,max_participants,15,15,1
            -   | 16  | ,,16,15,1
            -   | -   | ,,,15,1
            """)
    void thePastTellsOnlyWhatTheFrontEndDoesNot(String hint, String maxParticipants, String arguments) {
        assertThat(of(hint, maxParticipants).arguments()).containsExactly(arguments.split(",", -1));
    }

    private static ExpectedUsers of(String hint, String maxParticipants) {
        return ExpectedUsers.of(15, true, Optional.ofNullable(hint), Optional.ofNullable(maxParticipants));
    }

    /** A meeting is young for 20 minutes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # expected | age in seconds | counted at least
            115        | -60            | 115
            115        | 0              | 115
            115        | 600            | 115
            115        | 900            | 65
            115        | 1199           | 16
            115        | 1200           | -
            15         | 1199           | 15
            3          | 1199           | 3
            3          | 1200           | -
            """)
    void expectedUsersAreCountedLessAndLess(int expected, int age, @Nullable Integer counted) {
        assertThat(ExpectedUsers.stillExpected(expected, 15, Duration.ofSeconds(age), Duration.ofMinutes(20)))
                .isEqualTo(Optional.ofNullable(counted));
    }
}
