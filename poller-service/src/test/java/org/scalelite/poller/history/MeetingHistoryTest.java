package org.scalelite.poller.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.poller.server.Audience;
import org.scalelite.poller.server.MeetingReport;

/** Which meetings of a server the history has. */
class MeetingHistoryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # internal id | meeting id | tenant | breakout | recordable
            54            | 20         | 0      | false    | true
            256           | 256        | 256    | false    | true
            54            | 20         | 36     | true     | false
            0             | 20         | 0      | false    | false
            257           | 20         | 0      | false    | false
            54            | 257        | 0      | false    | false
            54            | 20         | 257    | false    | false
            """)
    void breakoutRoomsAndInvalidIdsAreLeftOut(
            int internalId, int meetingId, int tenant, boolean breakout, boolean recordable) {
        MeetingReport meeting = new MeetingReport(
                MeetingKey.of("t".repeat(tenant), "m".repeat(meetingId)),
                Instant.EPOCH,
                1,
                1,
                0,
                breakout,
                Optional.empty(),
                0,
                "",
                "",
                false,
                Audience.UNKNOWN,
                "i".repeat(internalId),
                false);
        assertThat(MeetingHistory.isRecordable(meeting)).isEqualTo(recordable);
    }
}
