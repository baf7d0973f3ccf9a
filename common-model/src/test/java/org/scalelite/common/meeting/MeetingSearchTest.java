package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;

class MeetingSearchTest {
    private static final Optional<String> ANY = Optional.empty();

    private final TestRegistry registry = new TestRegistry();
    private final MeetingSearch search = new MeetingSearch(registry.meetings());

    @BeforeEach
    void addMeetings() {
        meeting("Algebra 1", "s-1", "t-1");
        meeting("algebra 2", "s-2", "");
        meeting("Biology", "s-1", "");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void meeting(String id, String server, String tenant) {
        var redis = registry.redis().commands();
        redis.sadd(registry.redis().keys().of(RedisKey.MEETINGS), id);
        redis.hset(registry.redis().keys().of(RedisKey.MEETING, id), Map.of("server_id", server, "tenant_id", tenant));
    }

    private List<String> ids(Optional<String> server, Optional<String> tenant, Optional<String> text) {
        return search.page(new MeetingSearch.Query(server.map(ServerId::new), tenant, text), 10, 0).meetings().stream()
                .map(meeting -> meeting.key().meetingId())
                .toList();
    }

    @Test
    void conditionsMustAllHold() {
        assertThat(ids(ANY, ANY, ANY)).containsExactly("Algebra 1", "Biology", "algebra 2");
        assertThat(ids(Optional.of("s-1"), ANY, ANY)).containsExactly("Algebra 1", "Biology");
        assertThat(ids(ANY, Optional.of("t-1"), ANY)).containsExactly("Algebra 1");
        assertThat(ids(Optional.of("s-2"), Optional.of("t-1"), ANY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ALGEBRA, 2", "ology, 1", "chemistry, 0", "*, 0"})
    void textIsAPartOfTheMeetingId(String text, int found) {
        assertThat(ids(ANY, ANY, Optional.of(text))).hasSize(found);
    }

    @Test
    void internalIdFindsTheMeeting() {
        String hash = "0e9770ee13188deca3cd34f598eb93650a2f97c3";
        meeting("room-1", "s-2", "");
        assertThat(ids(ANY, ANY, Optional.of(hash + "-1767603600123"))).containsExactly("room-1");
        assertThat(ids(ANY, ANY, Optional.of(hash + "-1"))).isEmpty();
        assertThat(ids(ANY, ANY, Optional.of(hash))).isEmpty();
    }

    @Test
    void pagesCountAllMeetings() {
        MeetingSearch.Found page = search.page(new MeetingSearch.Query(Optional.empty(), ANY, ANY), 2, 2);
        assertThat(page.meetings()).hasSize(1);
        assertThat(page.total()).isEqualTo(3);
        assertThat(search.page(new MeetingSearch.Query(Optional.empty(), ANY, ANY), 2, Integer.MAX_VALUE)
                        .meetings())
                .isEmpty();
    }
}
