package org.scalelite.common.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.common.recording.RecordingQuery.MetadataCondition;

class RecordingRepositoryFilterTest {
    /** The planner weighs all orders of what it joins: with each of these, its time multiplies. */
    @Test
    void readsMetadataOnceForManyConditions() {
        List<MetadataCondition> many = IntStream.range(0, 32)
                .mapToObj(i -> new MetadataCondition("key" + i, List.of("a", "b%")))
                .toList();
        String sql = RecordingRepositoryFilter.of(new RecordingQuery(
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        many,
                        new RecordingScope.OfTenant("t")))
                .fromWhere();
        assertThat(sql.split("r\\.id in \\(select", -1)).hasSize(1 + 4 + 1);
        assertThat(sql.split("select count\\(\\*\\) from metadata", -1)).hasSize(2);
    }
}
