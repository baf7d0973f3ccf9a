package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingQuery.MetadataCondition;
import org.scalelite.common.recording.RecordingQuery.Page;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingState;

/** The query of getRecordings (specification, section 5.12). */
class RecordingFilterTest {
    private static RecordingQuery query(Map<String, String> parameters) {
        return RecordingFilter.query(CallParameters.of(parameters), new RecordingScope.Everything());
    }

    @Test
    void listsAreSeparatedByCommas() {
        RecordingQuery query = query(Map.of("recordID", " a, b,,a", "meetingID", ""));
        assertThat(query.recordIdPrefixes()).containsExactly("a", "b");
        assertThat(query.meetingIds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # state                | states
            -                      | PUBLISHED,UNPUBLISHED
            ''                     | PUBLISHED,UNPUBLISHED
            published              | PUBLISHED
            published, processed   | PUBLISHED,PROCESSED
            deleted                | DELETED
            nonsense               | ''
            any                    | -
            'published,any'        | -
            """)
    void readsStates(@Nullable String state, @Nullable String states) {
        Optional<Set<RecordingState>> expected = Optional.ofNullable(states)
                .map(text -> text.isEmpty()
                        ? Set.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(RecordingState::valueOf)
                                .collect(Collectors.toSet()));
        assertThat(query(state == null ? Map.of() : Map.of("state", state)).states())
                .isEqualTo(expected);
    }

    @Test
    void keysOfMetadataAreLowerCase() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("meta_COURSE", "Math,%ics");
        parameters.put("meta_year", "");
        parameters.put("meta_", "x");
        assertThat(query(parameters).metadata())
                .containsExactly(
                        new MetadataCondition("course", List.of("Math", "%ics")),
                        new MetadataCondition("year", List.of("")));
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    private static Map<String, String> filters(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "meta_" + i, String::valueOf));
    }

    @ParameterizedTest
    @CsvSource({"recordID, 1000", "meetingID, 1000", "meta_a, 100"})
    void limitsValues(String name, int most) {
        assertThat(query(Map.of(name, ids(most)))).isNotNull();
        assertThatThrownBy(() -> query(Map.of(name, ids(most + 1))))
                .isInstanceOf(BbbException.class)
                .hasMessageContaining("%s may have at most %d values.".formatted(name, most));
    }

    @Test
    void limitsFilters() {
        assertThat(query(filters(32)).metadata()).hasSize(32);
        assertThatThrownBy(() -> query(filters(33)))
                .isInstanceOf(BbbException.class)
                .hasMessageContaining("At most 32 meta_ parameters are allowed.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # limit | offset        | page
            10      | 20            | 20 10
            10      | -             | 0 10
            10      | -7            | 0 10
            1000    | 0             | 0 100
            0       | 0             | 0 1
            -5      | 5             | 5 1
            3       | 2000000000000 | 2147483647 3
            3       | x             | 0 3
            ten     | 5             | -
            ''      | 5             | -
            1.5     | 5             | -
            """)
    void clampsPages(String limit, @Nullable String offset, @Nullable String page) {
        CallParameters parameters =
                CallParameters.of("limit", limit).withAll(offset == null ? Map.of() : Map.of("offset", offset));
        assertThat(RecordingFilter.page(parameters).map(found -> found.offset() + " " + found.limit()))
                .isEqualTo(Optional.ofNullable(page));
        assertThat(RecordingFilter.page(CallParameters.none())).isEqualTo(Optional.<Page>empty());
    }
}
