package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.token.SignedToken;

/** Tokens with which BBB servers report ended meetings. */
class MeetingEndedCallbackTokenTest {
    private static final Instant ISSUED = Instant.parse("2026-01-05T09:00:00.123Z");

    private static MeetingEndedCallbackToken token(Optional<String> tenant) {
        return new MeetingEndedCallbackToken(
                "random", new MeetingKey(tenant, "room"), new ServerId("bbb1"), ISSUED.plusNanos(1));
    }

    @Test
    void signedTokenIsReadWithTheSameSecret() {
        for (Optional<String> tenant : List.of(Optional.of("t1"), Optional.<String>empty())) {
            String signed = token(tenant).signed("key");
            assertThat(MeetingEndedCallbackToken.read(signed, "key")).contains(token(tenant));
            assertThat(MeetingEndedCallbackToken.read(signed, "other")).isEmpty();
        }
    }

    @Test
    void otherTokensAreRefused() {
        String otherPurpose = SignedToken.sign(Map.of("id", "random"), SignedToken.Hash.HS256, "key");
        String withoutTime = SignedToken.sign(Map.of("id", "random"), SignedToken.Hash.HS256, "meeting-ended:key");
        for (String text : List.of("", "a.b.c", otherPurpose, withoutTime)) {
            assertThat(MeetingEndedCallbackToken.read(text, "key")).as(text).isEmpty();
        }
    }

    @Test
    void expiresAfterTheLongestMeeting() {
        Instant end = ISSUED.plus(MeetingEndedCallbackStore.LONGEST_MEETING);
        assertThat(token(Optional.empty()).hasExpired(end)).isFalse();
        assertThat(token(Optional.empty()).hasExpired(end.plus(Duration.ofMillis(1))))
                .isTrue();
    }

    @Test
    void recordsOfTheSameMillisecondBelongToTheMeeting() {
        assertThat(token(Optional.empty()).recordsBefore()).isEqualTo(ISSUED.plusMillis(1));
    }

    @Test
    void textHoldsNoId() {
        assertThat(token(Optional.empty())).hasToString("room on bbb1");
    }
}
