package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
        assertThat(ExpectedUsers.of(15, Optional.ofNullable(hint), Optional.ofNullable(maxParticipants)))
                .isEqualTo(expected);
    }
}
