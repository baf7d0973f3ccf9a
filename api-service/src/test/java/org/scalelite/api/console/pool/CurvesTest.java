package org.scalelite.api.console.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.history.PoolSample;
import org.scalelite.common.server.ServerId;

class CurvesTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static PoolSample sample(String server, int minutesAgo, int users) {
        return new PoolSample(NOON.minusSeconds(60L * minutesAgo), server, 1, users, users);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | ''                         | ''
            -1 -1     | ''                         | ''
            0 0       | M0 15h0L2 15               | 0 to 0 users
            0 7 14    | M0 15h0L2 8L4 1            | 0 to 14 users
            5 -1 -1 9 | M0 7h0M6 1h0               | 5 to 9 users
            -1 3      | M2 1h0                     | 3 to 3 users
            """)
    void drawsALine(String values, String path, String text) {
        int[] numbers = values.isEmpty()
                ? new int[0]
                : Arrays.stream(values.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        assertThat(Sparkline.of(numbers)).isEqualTo(new Sparkline(path, text));
    }

    @Test
    void separatesServersAndAddsThemUp() {
        Curves curves =
                Curves.of(List.of(sample("a", 4, 3), sample("b", 4, 5), sample("a", 1, 6), sample("b", 0, 1)), NOON);
        assertThat(curves.of(new ServerId("a")).text()).isEqualTo("3 to 6 users");
        assertThat(curves.of(new ServerId("b")).text()).isEqualTo("1 to 5 users");
        assertThat(curves.pool().text()).isEqualTo("6 to 8 users");
        assertThat(curves.of(new ServerId("c"))).isEqualTo(Sparkline.NONE);
    }

    @Test
    void coversTheLastHour() {
        Curves curves = Curves.of(List.of(sample("old", 60, 1), sample("first", 59, 2), sample("ahead", -3, 4)), NOON);
        assertThat(curves.of(new ServerId("old"))).isEqualTo(Sparkline.NONE);
        assertThat(curves.of(new ServerId("first")).path()).isEqualTo("M0 1h0");
        assertThat(curves.of(new ServerId("ahead")).path()).isEqualTo("M58 1h0");
    }
}
