package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeetingProbeTest {
    private static MeetingProbe.Found found(String elements) {
        byte[] xml = "<response><returncode>SUCCESS</returncode>%s</response>"
                .formatted(elements)
                .getBytes(StandardCharsets.UTF_8);
        return (MeetingProbe.Found) MeetingProbe.of(new BbbReply.Success(xml));
    }

    @Test
    void readsMeetingOfTenant() {
        MeetingProbe.Found probe = found("<internalMeetingID>i1</internalMeetingID><running>true</running>"
                + "<hasBeenForciblyEnded>false</hasBeenForciblyEnded><participantCount>1,024</participantCount>"
                + "<metadata><tenant-id>t1</tenant-id></metadata>");
        assertThat(probe.internalId()).isEqualTo("i1");
        assertThat(probe.isRunning()).isTrue();
        assertThat(probe.isEnding()).isFalse();
        assertThat(probe.tenantId()).isEqualTo("t1");
        assertThat(probe.participantCount()).contains("1,024");
    }

    @Test
    void readsMeetingWithoutOptionalElements() {
        MeetingProbe.Found probe = found("<hasBeenForciblyEnded>true</hasBeenForciblyEnded>");
        assertThat(probe.internalId()).isEmpty();
        assertThat(probe.isRunning()).isFalse();
        assertThat(probe.isEnding()).isTrue();
        assertThat(probe.tenantId()).isEmpty();
        assertThat(probe.participantCount()).isEqualTo(Optional.empty());
    }

    static Stream<Arguments> repliesWithoutMeeting() {
        return Stream.of(
                Arguments.of(new BbbReply.Failed(BbbError.meetingNotFound(), new byte[0]), MeetingProbe.NotFound.class),
                Arguments.of(new BbbReply.Failed(BbbError.checksum(), new byte[0]), MeetingProbe.Unclear.class),
                Arguments.of(new BbbReply.Unreadable("no XML"), MeetingProbe.Unclear.class),
                Arguments.of(new BbbReply.Unreachable("refused", false), MeetingProbe.NoAnswer.class),
                Arguments.of(new BbbReply.Unreachable("timeout", true), MeetingProbe.NoAnswer.class),
                Arguments.of(new BbbReply.ServerError(502), MeetingProbe.NoAnswer.class));
    }

    @ParameterizedTest
    @MethodSource("repliesWithoutMeeting")
    void otherRepliesAreNoMeeting(BbbReply reply, Class<?> probe) {
        assertThat(MeetingProbe.of(reply)).isInstanceOf(probe);
    }
}
