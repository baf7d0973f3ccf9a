package org.scalelite.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.MeetingTotals.Count;
import org.scalelite.common.server.MeetingTotals.Origin;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.MetricsPage;
import org.scalelite.common.testing.TestDatabase;

/** The names of bigbluebutton-exporter. */
class BbbExporterMetricsTest {
    private static PollRecord.Good poll(TestSuite suite, int users, List<Origin> origins) {
        List<Integer> classes = MeetingTotals.classify(IntStream.of(users, 0));
        return new PollRecord.Good(
                new HealthState.Healthy(),
                1,
                new Server.Statistics(2, users, users, 3, Optional.empty()),
                new MeetingTotals(
                        4,
                        5,
                        Map.of(
                                Count.PARTICIPANTS, classes,
                                Count.LISTENERS, classes,
                                Count.VOICE_PARTICIPANTS, classes,
                                Count.VIDEO_PARTICIPANTS, classes),
                        Map.of("html5", users),
                        origins),
                suite.registry().redis().now(),
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                Duration.ZERO,
                List.of());
    }

    @Test
    void showsThePoolAsOneServer() {
        try (TestDatabase database = TestDatabase.migrated();
                TestSuite suite =
                        new TestSuite(2).with("METRICS_BBB_EXPORTER", "true").with("DATABASE_URL", database.url())) {
            database.run("insert into recordings (record_id, meeting_id, state, published) values"
                    + " ('a', 'm', 'published', true), ('b', 'm', 'unpublished', false), ('c', 'm', 'deleted', false)");
            Origin moodle = new Origin("moodle.example.org", "Moodle", 7);
            suite.registry().poll(suite.id(0), poll(suite, 7, List.of(moodle)));
            suite.registry().poll(suite.id(1), poll(suite, 40, List.of(moodle, new Origin("", "", 33))));
            FrontEnd frontEnd = suite.frontEnd();
            MetricsPage page = new MetricsPage(frontEnd.api().getPort());
            frontEnd.get("create", "meetingID", "room", "name", "Room");
            String metrics = page.metrics();
            assertThat(metrics.lines())
                    .contains(
                            "bbb_api_up 1.0",
                            "bbb_meetings 4.0",
                            "bbb_meetings_participants 47.0",
                            "bbb_meetings_participants_max 40.0",
                            "bbb_meetings_listeners 10.0",
                            "bbb_meetings_voice_participants 8.0",
                            "bbb_meetings_video_participants 6.0",
                            "bbb_meetings_participant_clients{type=\"html5\"} 47.0",
                            "bbb_meetings_participants_origin{name=\"Moodle\",server=\"moodle.example.org\"} 14.0",
                            "bbb_meetings_participants_origin{name=\"\",server=\"\"} 33.0",
                            "bbb_room_participants_bucket{le=\"0.0\"} 2",
                            "bbb_room_participants_bucket{le=\"15.0\"} 3",
                            "bbb_room_participants_bucket{le=\"60.0\"} 4",
                            "bbb_room_participants_count 4",
                            "bbb_room_participants_sum 47.0",
                            "bbb_recordings_published 1.0",
                            "bbb_recordings_unpublished 1.0",
                            "bbb_recordings_deleted 1.0",
                            "bbb_unique_meetings_total 1.0",
                            "bbb_api_latency_count{endpoint=\"create\",parameters=\"\"} 1");
            MetricsDocument.assertMatches("API", "bbb_", metrics);
        }
    }

    @Test
    void limitsFrontEnds() {
        try (TestSuite suite = new TestSuite(1).with("METRICS_BBB_EXPORTER", "true")) {
            List<Origin> origins = IntStream.range(0, 1000)
                    .mapToObj(i -> new Origin("front-end-" + i, "x".repeat(1000), 1))
                    .toList();
            suite.registry().poll(suite.id(0), poll(suite, 7, origins));
            MetricsPage page = new MetricsPage(suite.replica().uri().getPort());
            assertThat(page.metrics().lines().filter(line -> line.startsWith("bbb_meetings_participants_origin{")))
                    .hasSize(51)
                    .allMatch(line -> line.length() < 250);
        }
    }

    @Test
    void isOffByDefault() {
        try (TestSuite suite = new TestSuite(1)) {
            assertThat(new MetricsPage(suite.replica().uri().getPort()).metrics())
                    .doesNotContain("bbb_meetings");
        }
    }
}
