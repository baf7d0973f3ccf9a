package org.scalelite.common.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.server.ServerId;

class HookTest {
    @ParameterizedTest
    @CsvSource({
        ", , false, room, user-joined, false, true",
        ", , false, room, , true, false",
        ", , true, room, , true, true",
        ", , true, room, user-joined, false, false",
        "room, , false, room, user-joined, false, true",
        "other, , false, room, user-joined, false, false",
        ", 'user-left, User-Joined', false, room, user-joined, false, true",
        ", user-left, false, room, user-joined, false, false",
        ", user-left, true, room, , true, false"
    })
    void filtersAreThoseOfBbbWebhooks(
            String ofMeeting,
            String ofEvents,
            boolean raw,
            String meeting,
            String event,
            boolean isRaw,
            boolean wants) {
        Hook hook = new Hook(
                "h-1",
                Optional.empty(),
                "https://moodle.example.org/?secret=x",
                "sl",
                Optional.ofNullable(ofMeeting),
                Optional.ofNullable(ofEvents),
                raw,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());

        assertThat(hook.wants(meeting, Optional.ofNullable(event), isRaw)).isEqualTo(wants);
        assertThat(hook).hasToString("hook h-1 to https://moodle.example.org");
    }

    @Test
    void tokensDependOnServerAndSecret() {
        String token = IntakeAddress.token(new ServerId("s-1"), "secret");

        assertThat(token)
                .hasSize(64)
                .isNotEqualTo(IntakeAddress.token(new ServerId("s-2"), "secret"))
                .isNotEqualTo(IntakeAddress.token(new ServerId("s-1"), "other"));
    }
}
