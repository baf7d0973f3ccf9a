package org.scalelite.poller.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.Server;

/** The decisions of a poll, as tables (specification, sections 5.9 and 10). */
class DecisionsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # poll | was online | healthy | unhealthy || online | healthy | unhealthy | change
            good   | true       | 0       | 0         |  true   | 0       | 0         | Unchanged
            good   | true       | 0       | 1         |  true   | 0       | 0         | Unchanged
            good   | false      | 0       | 0         |  false  | 1       | 0         | Unchanged
            good   | false      | 1       | 0         |  true   | 0       | 0         | CameOnline
            bad    | true       | 0       | 0         |  true   | 0       | 1         | Unchanged
            bad    | true       | 0       | 1         |  true   | 0       | 2         | Unchanged
            bad    | true       | 0       | 2         |  false  | 0       | 0         | WentOffline
            bad    | false      | 1       | 0         |  false  | 0       | 0         | Unchanged
            bad    | false      | 0       | 0         |  false  | 0       | 0         | Unchanged
            """)
    void pollsInARowDecide(
            String poll,
            boolean was,
            int healthy,
            int unhealthy,
            boolean is,
            int healthyAfter,
            int unhealthyAfter,
            String kind) {
        HealthThreshold threshold = new HealthThreshold(2, 3);
        Server.Health before = new Server.Health(healthy, unhealthy);
        HealthThreshold.Change change =
                poll.equals("good") ? threshold.afterGood(was, before) : threshold.afterBad(was, before);
        assertThat(change.online()).isEqualTo(is);
        assertThat(change.health()).isEqualTo(new Server.Health(healthyAfter, unhealthyAfter));
        assertThat(change.getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # age in minutes | participants | moderators | hint | max | breakout || load
            60               | 20           | 2          | -    | 0   | false    |  22
            60               | 0            | 0          | -    | 0   | false    |  0
            5                | 0            | 0          | -    | 0   | false    |  15
            5                | 3            | 1          | -    | 0   | false    |  15
            5                | 20           | 2          | -    | 0   | false    |  22
            5                | 3            | 1          | 120  | 0   | false    |  120
            60               | 3            | 1          | 120  | 0   | false    |  4
            5                | 0            | 0          | -    | 6   | false    |  6
            5                | 9            | 1          | -    | 0   | true     |  0
            """)
    void aMeetingWeighsItsUsersOrWhatIsExpected(
            int age, int participants, int moderators, String hint, int max, boolean breakout, double load) {
        MeetingReport meeting = new MeetingReport(
                new MeetingKey(Optional.empty(), "room"),
                NOW.minus(Duration.ofMinutes(age)),
                participants,
                moderators,
                0,
                breakout,
                Optional.ofNullable(hint),
                max);
        LoadCalculator calculator = new LoadCalculator(15, Duration.ofMinutes(15));
        assertThat(calculator.load(new ServerReport(List.of(meeting)), 1, NOW)).isEqualTo(load);
        assertThat(calculator.load(new ServerReport(List.of(meeting, meeting)), 0.5, NOW))
                .isEqualTo(load);
    }

    @Test
    void countsMayCarryThousandsSeparators() throws MeetingListReader.UnreadableException {
        String xml = "<response><returncode>SUCCESS</returncode><meetings><meeting><meetingID>big</meetingID>"
                + "<createTime>1767603600123</createTime><participantCount>1,234</participantCount>"
                + "<moderatorCount>1</moderatorCount><videoCount>2</videoCount><isBreakout>false</isBreakout>"
                + "<metadata><tenant-id>t-1</tenant-id><bbb-meeting-size-hint>7</bbb-meeting-size-hint></metadata>"
                + "</meeting></meetings></response>";
        ServerReport report = MeetingListReader.read(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(report.meetings())
                .containsExactly(new MeetingReport(
                        new MeetingKey(Optional.of("t-1"), "big"),
                        Instant.ofEpochMilli(1_767_603_600_123L),
                        1234,
                        1,
                        2,
                        false,
                        Optional.of("7"),
                        0));
        assertThat(report.statistics(Optional.empty()))
                .isEqualTo(new Server.Statistics(1, 1234, 1234, 2, Optional.empty()));
    }
}
