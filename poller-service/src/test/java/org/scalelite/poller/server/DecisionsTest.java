package org.scalelite.poller.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.placement.LoadWeights;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.MutatedXml;
import org.scalelite.common.testing.SimulatedAnswers;

/** The decisions of a poll, as tables (specification, sections 5.9 and 10). */
class DecisionsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    /** With a grace period of 180 s, a slow start of 60 s, two good polls to come online and three bad ones to go. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # poll | rung         | s on it | rung afterwards
            good   | healthy      | 900     | healthy
            good   | slow_start   | 59      | slow_start
            good   | slow_start   | 60      | healthy
            good   | suspect 1    | 0       | healthy
            good   | suspect 2    | 9       | healthy
            good   | offline 0    | 5       | offline 1
            good   | offline 1    | 5       | slow_start
            good   | offline 1    | 900     | slow_start
            good   | released 0   | 5       | released 1
            good   | released 1   | 5       | slow_start
            bad    | healthy      | 900     | suspect 1
            bad    | slow_start   | 10      | suspect 1
            bad    | suspect 1    | 0       | suspect 2
            bad    | suspect 2    | 0       | offline 0
            bad    | offline 0    | 179     | offline 0
            bad    | offline 1    | 179     | offline 0
            bad    | offline 0    | 180     | released 0
            bad    | released 1   | 900     | released 0
            """)
    void aPollChangesTheHealthState(String poll, String before, int seconds, String after) {
        HealthPolicy policy = new HealthPolicy(2, 3, Duration.ofMinutes(3), Duration.ofMinutes(1));
        assertThat(after(policy, poll, healthState(before), seconds)).isEqualTo(healthState(after));
    }

    /** Without grace and slow start, and with single polls that decide, the ladder is Scalelite's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # poll | rung         | rung afterwards
            good   | released 0   | healthy
            good   | offline 0    | healthy
            bad    | healthy      | released 0
            bad    | suspect 1    | released 0
            bad    | offline 0    | released 0
            """)
    void thresholdsOfOneGiveScalelitesBehaviour(String poll, String before, String after) {
        HealthPolicy policy = new HealthPolicy(1, 1, Duration.ZERO, Duration.ZERO);
        assertThat(after(policy, poll, healthState(before), 0)).isEqualTo(healthState(after));
    }

    private static HealthState after(HealthPolicy policy, String poll, HealthState before, int seconds) {
        Duration timeInState = Duration.ofSeconds(seconds);
        return poll.equals("good") ? policy.afterGood(before, timeInState) : policy.afterBad(before, timeInState);
    }

    private static HealthState healthState(String text) {
        int polls = text.contains(" ") ? Integer.parseInt(text.replaceFirst(".* ", "")) : 0;
        return switch (text.replaceFirst(" .*", "")) {
            case "healthy" -> new HealthState.Healthy();
            case "slow_start" -> new HealthState.SlowStart();
            case "suspect" -> new HealthState.Suspect(polls);
            case "offline" -> new HealthState.Offline(polls);
            case "released" -> new HealthState.Released(polls);
            default -> throw new IllegalArgumentException(text);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # others asked | silent | isolated
            0              | 0      | false
            1              | 0      | false
            1              | 1      | true
            2              | 1      | false
            2              | 2      | true
            3              | 1      | false
            3              | 2      | true
            9              | 4      | false
            9              | 5      | true
            299            | 149    | false
            299            | 299    | true
            """)
    void aPollerThatMostServersDoNotAnswerIsIsolated(int others, int silent, boolean isolated) {
        assertThat(new NetworkEvidence(others, silent).isIsolated()).isEqualTo(isolated);
    }

    /** What Scalelite sees of a health state, and how the health state is found again from that and from our own word for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # rung       | online | healthy | unhealthy | our word
            healthy      | true   | 0       | 0         | healthy
            slow_start   | true   | 0       | 0         | slow_start
            suspect 2    | true   | 0       | 2         | suspect
            offline 1    | false  | 1       | 0         | offline
            released 1   | false  | 1       | 0         | released
            """)
    void rungsAreKeptAsScaleliteUnderstandsThem(String text, boolean online, int healthy, int unhealthy, String word) {
        HealthState healthState = healthState(text);
        Server.PollCounters counters = new Server.PollCounters(healthy, unhealthy);
        assertThat(healthState.online()).isEqualTo(online);
        assertThat(healthState.counters()).isEqualTo(counters);
        assertThat(healthState.text()).isEqualTo(word);
        assertThat(HealthState.of(online, counters, word)).isEqualTo(healthState);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # online | healthy | unhealthy | our word | rung
            true     | 0       | 0         | ''       | healthy
            true     | 0       | 1         | healthy  | suspect 1
            true     | 0       | 0         | offline  | healthy
            false    | 0       | 0         | ''       | released 0
            false    | 0       | 0         | healthy  | offline 0
            """)
    void whatScaleliteHasWrittenCounts(boolean online, int healthy, int unhealthy, String word, String healthState) {
        assertThat(HealthState.of(online, new Server.PollCounters(healthy, unhealthy), word))
                .isEqualTo(healthState(healthState));
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
            12               | 3            | 1          | 120  | 0   | false    |  57
            14               | 60           | 1          | 120  | 0   | false    |  61
            5                | 0            | 0          | -    | 6   | false    |  6
            5                | 9            | 1          | -    | 0   | true     |  0
            """)
    void aMeetingWeighsItsUsersOrWhatIsExpected(
            int age, int participants, int moderators, String hint, int max, boolean breakout, double load) {
        MeetingReport meeting = meeting(age, participants, moderators, Optional.ofNullable(hint), max, breakout);
        LoadCalculator calculator = new LoadCalculator(15, Duration.ofMinutes(15), LoadWeights.DEFAULT);
        assertThat(calculator.load(new ServerReport(List.of(meeting)), 1, NOW, Map.of()))
                .isEqualTo(load);
        assertThat(calculator.load(new ServerReport(List.of(meeting, meeting)), 0.5, NOW, Map.of()))
                .isEqualTo(load);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # age in minutes | participants | expected | load | users left
            0                | 0            | 40       | 40   | 40
            5                | 0            | 3        | 3    | 3
            5                | 30           | 40       | 40   | 10
            5                | 39           | 40       | 40   | 1
            5                | 41           | 40       | 41   | 0
            12               | 11           | 40       | 25   | 14
            12               | 30           | 40       | 30   | 0
            15               | 30           | 40       | 30   | -
            15               | 0            | 40       | 0    | -
            """)
    void reservationShrinksAsUsersComeAndTimePasses(
            int age, int participants, int expected, double load, @Nullable Integer left) {
        MeetingReport meeting = meeting(age, participants, 0, Optional.empty(), 0, false);
        LoadCalculator calculator = new LoadCalculator(15, Duration.ofMinutes(15), LoadWeights.DEFAULT);
        Map<String, Integer> known = Map.of(meeting.key().text(), expected);
        assertThat(calculator.load(new ServerReport(List.of(meeting)), 1, NOW, known))
                .isEqualTo(load);
        assertThat(calculator.usersLeft(meeting, NOW, known)).isEqualTo(Optional.ofNullable(left));
    }

    @Test
    void weightsApplyToEachKindOfUser() {
        MeetingReport room = meeting(60, 20, 2, Optional.empty(), 0, false);
        MeetingReport young = meeting(1, 1, 1, Optional.empty(), 0, false);
        LoadCalculator calculator =
                new LoadCalculator(15, Duration.ofMinutes(15), new LoadWeights(0.5, 2, 3, 0.25, 10));
        assertThat(calculator.load(new ServerReport(List.of(room)), 1, NOW, Map.of()))
                .as("users, moderators, videos, microphones and the meeting")
                .isEqualTo(0.5 * 20 + 2 * 2 + 3 * 4 + 0.25 * 8 + 10);
        assertThat(calculator.load(new ServerReport(List.of(young)), 1, NOW, Map.of()))
                .as("at least the expected users")
                .isEqualTo(0.5 * 15 + 3 * 4 + 0.25 * 8 + 10);
    }

    private static MeetingReport meeting(
            int age, int participants, int moderators, Optional<String> hint, int max, boolean breakout) {
        return new MeetingReport(
                new MeetingKey(Optional.empty(), "room"),
                NOW.minus(Duration.ofMinutes(age)),
                participants,
                moderators,
                4,
                breakout,
                hint,
                max,
                "",
                "",
                false,
                new Audience(8, 0, Map.of(), "", ""),
                "",
                false);
    }

    @Test
    void damagedAnswerIsFailedPoll() {
        LoadCalculator load = new LoadCalculator(15, Duration.ofMinutes(15), LoadWeights.DEFAULT);
        int[] readable = {0};
        MutatedXml.forEach(SimulatedAnswers.meetings(), 2_000, xml -> {
            try {
                ServerReport report = MeetingListReader.read(xml);
                assertThat(load.load(report, 1, Instant.EPOCH, Map.of())).isNotNegative();
                assertThat(report.statistics(Optional.empty()).users()).isNotNegative();
                assertThat(report.forRegistry(_ -> Optional.empty())).hasSameSizeAs(report.meetings());
                readable[0]++;
            } catch (MeetingList.UnreadableException e) {
                assertThat(e).hasMessageMatching("(?s)(no well-formed XML|returncode).*");
            }
        });
        assertThat(readable[0]).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({"'1,234', 1234", "-5, 0", "many, 0", "'', 0", "9999999999999, 1000000", "99999999999999999999, 0"})
    void limitsCounts(String text, int count) {
        assertThat(MeetingReport.count(text)).isEqualTo(count);
    }

    @Test
    void readsCountsWithThousandsSeparators() throws MeetingList.UnreadableException {
        String xml = "<response><returncode>SUCCESS</returncode><meetings><meeting><meetingID>big</meetingID>"
                + "<internalMeetingID>big-1767603600123</internalMeetingID><recording>true</recording>"
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
                        0,
                        "",
                        "",
                        false,
                        Audience.UNKNOWN,
                        "big-1767603600123",
                        true));
        assertThat(report.statistics(Optional.empty()))
                .isEqualTo(new Server.Statistics(1, 1234, 1234, 2, Optional.empty()));
    }

    private static MeetingReport of(String origin, int users) {
        return new MeetingReport(
                new MeetingKey(Optional.empty(), "room-" + origin),
                NOW,
                users,
                0,
                0,
                false,
                Optional.empty(),
                0,
                "",
                "",
                false,
                new Audience(1, 2, Map.of("html5", users), origin, "Moodle"),
                "",
                false);
    }

    @Test
    void limitsFrontEndsInTotals() {
        List<MeetingReport> meetings = IntStream.range(0, 1000)
                .mapToObj(i -> of(i == 999 ? "x".repeat(5000) : "front-end-" + i, i))
                .toList();
        MeetingTotals totals = new ServerReport(meetings).totals();
        assertThat(totals.origins()).hasSize(21);
        assertThat(totals.origins().getFirst()).isEqualTo(new MeetingTotals.Origin("other", "Moodle", 999));
        assertThat(totals.origins().stream()
                        .mapToInt(MeetingTotals.Origin::users)
                        .sum())
                .isEqualTo(499_500);
        assertThat(totals.voiceUsers()).isEqualTo(1000);
        assertThat(totals.listeners()).isEqualTo(2000);
    }

    @Test
    void countsClientsByKind() throws MeetingList.UnreadableException {
        String attendees = Stream.of("HTML5", "html5", "dial-in", "<b>x</b>", "anything")
                .map(kind -> "<attendee><userID>u</userID><clientType>" + kind.replace("<", "&lt;")
                        + "</clientType></attendee>")
                .collect(Collectors.joining());
        String xml = "<response><returncode>SUCCESS</returncode><meetings><meeting><meetingID>m</meetingID>"
                + "<voiceParticipantCount>3</voiceParticipantCount><listenerCount>1,000</listenerCount>"
                + "<attendees>" + attendees + "</attendees><metadata><bbb-origin>Moodle</bbb-origin>"
                + "<bbb-origin-server-name>moodle.example.org</bbb-origin-server-name></metadata>"
                + "</meeting></meetings></response>";
        ServerReport report = MeetingListReader.read(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(report.meetings().getFirst().audience())
                .isEqualTo(new Audience(
                        3, 1000, Map.of("html5", 2, "dial-in", 1, "other", 2), "moodle.example.org", "Moodle"));
    }
}
