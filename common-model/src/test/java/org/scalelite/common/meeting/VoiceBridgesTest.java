package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates for voice bridges, and keys of meetings (specification, sections 5.8 and 16.16). */
class VoiceBridgesTest {
    private static final MeetingKey MEETING = new MeetingKey(Optional.empty(), "room");

    private static List<String> candidates(String secret, int digits, MeetingKey meeting) {
        return new VoiceBridges(secret, digits).candidates(meeting, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 9, 18})
    void haveTheirLengthAndNoZeroFirst(int digits) {
        assertThat(candidates("key", digits, MEETING))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(bridge -> bridge.matches("[1-9][0-9]{" + (digits - 1) + "}"))
                .doesNotContain("99999");
    }

    @Test
    void allReplicasComputeTheSame() {
        assertThat(candidates("key", 9, MEETING)).hasSize(10).isEqualTo(candidates("key", 9, MEETING));
    }

    @Test
    void dependOnKeyTenantAndMeeting() {
        List<String> own = candidates("key", 9, MEETING);
        assertThat(candidates("other", 9, MEETING)).doesNotContainAnyElementsOf(own);
        assertThat(candidates("key", 9, new MeetingKey(Optional.of("t-1"), "room")))
                .doesNotContainAnyElementsOf(own);
        assertThat(candidates("key", 9, new MeetingKey(Optional.empty(), "room2")))
                .doesNotContainAnyElementsOf(own);
    }

    @ParameterizedTest
    @CsvSource({"77777, true", "777, true", "77, false", "07777, false", "x7777, false", "99999, false", "'', false"})
    void requestedBridgeComesFirst(String requested, boolean used) {
        List<String> candidates = new VoiceBridges("key", 9).candidates(MEETING, Optional.of(requested));
        assertThat(candidates.getFirst().equals(requested)).isEqualTo(used);
        assertThat(candidates).hasSize(used ? 11 : 10);
    }

    @Test
    void keysOfTwoTenantsDiffer() {
        assertThat(MeetingKey.of("", "room")).isEqualTo(MEETING);
        assertThat(MeetingKey.of("t-1", "room").text()).isEqualTo("t-1:room");
        assertThat(MEETING.text()).isEqualTo(":room");
        assertThat(MEETING).hasToString("room");
    }
}
