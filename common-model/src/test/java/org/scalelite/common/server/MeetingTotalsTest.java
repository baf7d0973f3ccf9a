package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.server.MeetingTotals.Count;
import org.scalelite.common.server.MeetingTotals.Origin;

/** The totals that a poll stores for metrics. */
class MeetingTotalsTest {
    private static MeetingTotals totals(int size) {
        return new MeetingTotals(
                3,
                Integer.MAX_VALUE,
                Map.of(Count.PARTICIPANTS, MeetingTotals.classify(IntStream.of(size))),
                Map.of("html5", size),
                List.of(new Origin("moodle.example.org", "Moodle", size)));
    }

    @Test
    void areReadAsWritten() {
        assertThat(MeetingTotals.parse(totals(7).text())).isEqualTo(totals(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"voiceUsers\":\"x\"}", "{\"future\":1}"})
    void unreadableTextIsNone(String text) {
        assertThat(MeetingTotals.parse(text)).isEqualTo(MeetingTotals.NONE);
    }

    @Test
    void classesIncludeTheirUpperBound() {
        List<Integer> classes = MeetingTotals.classify(IntStream.of(0, 1, 2, 5, 500, 501, 1_000_000));
        assertThat(classes).hasSize(MeetingTotals.bounds().size() + 1);
        assertThat(classes.subList(0, 4)).containsExactly(1, 1, 2, 0);
        assertThat(classes.reversed().subList(0, 2)).containsExactly(2, 1);
    }

    @Test
    void sumsDoNotOverflow() {
        MeetingTotals sum = totals(1).plus(totals(2));
        assertThat(sum.voiceUsers()).isEqualTo(6);
        assertThat(sum.listeners()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sum.clients()).containsEntry("html5", 3);
        assertThat(sum.origins()).hasSize(2);
        assertThat(sum.roomSizes())
                .extractingByKey(Count.PARTICIPANTS, list(Integer.class))
                .startsWith(0, 1, 1);
    }
}
