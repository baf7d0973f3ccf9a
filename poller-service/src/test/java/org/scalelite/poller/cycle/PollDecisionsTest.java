package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.poller.cycle.ServerPoller.PollResult;
import org.scalelite.poller.server.Audience;
import org.scalelite.poller.server.EndedMeetings;
import org.scalelite.poller.server.MeetingReport;
import org.scalelite.poller.server.ServerReport;

/** When a server is polled again, which meetings have ended, and what a cycle reports. */
class PollDecisionsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final ServerId ID = new ServerId("bbb1");
    private static final Server SERVER = new Server(
            ID,
            URI.create("https://bbb1/api"),
            "s",
            Optional.empty(),
            Server.State.ENABLED,
            true,
            1,
            OptionalDouble.empty(),
            new Server.Statistics(0, 0, 0, 0, Optional.empty()),
            new Server.PollCounters(0, 0));

    private static HealthState healthState(String text) {
        return switch (text) {
            case "suspect 1" -> new HealthState.Suspect(1);
            case "suspect 2" -> new HealthState.Suspect(2);
            case "offline" -> new HealthState.Offline(0);
            case "released" -> new HealthState.Released(0);
            default -> new HealthState.Healthy();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # health state | silent | isolated | seconds
            suspect 1      | false  | false    | 0
            suspect 1      | false  | true     | 0
            suspect 1      | true   | false    | 3
            suspect 1      | true   | true     | -
            suspect 2      | false  | false    | 3
            offline        | true   | false    | 3
            offline        | true   | true     | -
            released       | true   | false    | -
            healthy        | false  | false    | -
            """)
    void asksAFailedServerAgainSoon(String after, boolean silent, boolean isolated, @Nullable Integer seconds) {
        assertThat(ServerPoll.again(healthState(after), new PollResult.Missed("x", silent, NOW), isolated))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    private static MeetingKey key(String meetingId) {
        return new MeetingKey(Optional.empty(), meetingId);
    }

    private static MeetingReport report(String meetingId, int participants, boolean breakout, boolean ending) {
        return new MeetingReport(
                key(meetingId),
                NOW,
                participants,
                1,
                2,
                breakout,
                Optional.empty(),
                0,
                "12345",
                "mp",
                ending,
                Audience.UNKNOWN,
                "",
                false);
    }

    @ParameterizedTest
    @CsvSource({"-61, true", "-60, false", "-10, false", "0, false", "60, false", "61, true"})
    void unlistedMeetingHasEndedUnlessItIsYoung(long age, boolean ended) {
        KnownMeeting meeting = new KnownMeeting("meeting:room", key("room"), ID, NOW.plusSeconds(age));
        assertThat(new EndedMeetings(Duration.ofMinutes(1)).among(List.of(meeting), new ServerReport(List.of()), NOW))
                .hasSize(ended ? 1 : 0);
    }

    @Test
    void listedMeetingHasNotEnded() {
        List<KnownMeeting> known = List.of(
                new KnownMeeting("meeting:room", key("room"), ID, Instant.EPOCH),
                new KnownMeeting("v2:meeting:t-1:room", new MeetingKey(Optional.of("t-1"), "room"), ID, Instant.EPOCH));
        ServerReport listed = new ServerReport(List.of(report("room", 0, false, false)));
        assertThat(new EndedMeetings(Duration.ofMinutes(1)).among(known, listed, NOW))
                .as("the meeting of another tenant has")
                .containsExactly(known.getLast());
    }

    @Test
    void statisticsCountAllMeetings() {
        ServerReport report = new ServerReport(List.of(report("a", 3, false, false), report("b", 20, true, false)));
        assertThat(report.statistics(Optional.of("3.0.4")))
                .isEqualTo(new Server.Statistics(2, 23, 20, 4, Optional.of("3.0.4")));
        assertThat(new ServerReport(List.of()).statistics(Optional.empty()))
                .isEqualTo(new Server.Statistics(0, 0, 0, 0, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"false, false, true", "true, false, false", "false, true, false"})
    void breakoutAndEndingMeetingsAreNotAdopted(boolean breakout, boolean ending, boolean adopted) {
        assertThat(new ServerReport(List.of(report("a", 3, breakout, ending))).forRegistry(_ -> Optional.of(12)))
                .containsExactly(
                        new PollRecord.Meeting("", "a", 3, adopted, "12345", "mp", NOW, breakout, Optional.of(12)));
    }

    @ParameterizedTest
    @CsvSource({"60, 10, 60", "10, 10, 20", "20, 10, 20", "5, 30, 60"})
    void missingMeetingMayBeACreateInProgress(String interval, String timeout, long minimumAge) {
        Map<String, String> variables =
                new HashMap<>(Map.of("POLL_INTERVAL", interval, "RESPONSE_TIMEOUT", timeout, "CONNECT_TIMEOUT", "1"));
        assertThat(PollerConfig.of(Settings.of(variables)).ended().minimumAge())
                .isEqualTo(Duration.ofSeconds(minimumAge));
    }

    @Test
    void cycleIsReportedInOneLine() {
        CycleReport report = new CycleReport(4);
        report.add(new ServerPoll.Outcome(SERVER, true, new HealthState.Healthy(), Optional.empty(), 2, ""));
        report.add(new ServerPoll.Outcome(SERVER, false, new HealthState.Suspect(1), Optional.empty(), 0, "refused"));
        report.add(new ServerPoll.Outcome(SERVER, false, new HealthState.Offline(0), Optional.empty(), 0, "timeout"));
        report.late(SERVER);
        report.repaired(3);
        report.took(Duration.ofMillis(1_234));
        assertThat(report.summary())
                .isEqualTo("4 servers polled in 1.234 s: 1 answered, 2 online, 1 late; 2 meetings over, 3 faults"
                        + " mended");
        assertThat(report.lateServers()).isEqualTo(1);
        assertThat(report.time()).isEqualTo(Duration.ofMillis(1_234));
    }

    @Test
    void problemsNameTheServer() {
        CycleReport report = new CycleReport(2);
        report.add(new ServerPoll.Outcome(SERVER, false, new HealthState.Suspect(1), Optional.empty(), 0, "refused"));
        report.late(SERVER);
        assertThat(report.problems())
                .containsExactly("bbb1 (https://bbb1/api): refused", "bbb1 (https://bbb1/api): no answer yet");
    }
}
