package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.meeting.CreateAttempts.Presence;
import org.scalelite.api.meeting.ExistingMeeting.Step;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.meeting.Assignment.MeetingState;
import org.scalelite.common.server.ServerId;

/** The decisions of a create about an existing meeting, and about the cause of an error (docs/adr/0010). */
class CreateDecisionsTest {
    private static MeetingState state(String facts) {
        return new MeetingState(
                facts.contains("created"),
                facts.contains("used"),
                facts.contains("failing"),
                facts.contains("suspect"));
    }

    @ParameterizedTest
    @CsvSource({
        "created, false",
        "new, false",
        "created suspect, false",
        "new suspect, true",
        "new failing, true",
        "created failing, true",
        "created cordoned, true",
        "created used cordoned, true"
    })
    void asksTheServerBeforeMovingAMeeting(String facts, boolean asked) {
        assertThat(ExistingMeeting.mustAskServer(facts.contains("cordoned"), state(facts)))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        // facts, presence, step
        "created cordoned, RUNNING, CREATE_AGAIN",
        "created cordoned, EMPTY, MOVE",
        "created cordoned used, EMPTY, CREATE_AGAIN",
        "created cordoned used, ABSENT, FORGET",
        "created cordoned, ABSENT, FORGET",
        "created cordoned, UNKNOWN, CREATE_AGAIN",
        "created cordoned, FOREIGN, CREATE_AGAIN",
        "created failing known, RUNNING, STORED_ANSWER",
        "created failing, RUNNING, CREATE_AGAIN",
        "created failing used known, EMPTY, STORED_ANSWER",
        "created failing known, EMPTY, PROBE",
        "created failing cordoned known, EMPTY, MOVE",
        "created failing known, UNKNOWN, STORED_ANSWER",
        "created failing, ABSENT, FORGET",
        "new failing, ABSENT, MOVE",
        "new failing, UNKNOWN, MOVE",
        "new failing, EMPTY, PROBE",
        "new failing, RUNNING, CREATE_AGAIN",
        "new suspect, ABSENT, MOVE",
        "new suspect, UNKNOWN, MOVE",
        "new suspect, EMPTY, CREATE_AGAIN",
        "new cordoned, UNKNOWN, CREATE_AGAIN"
    })
    void keepsAMeetingInUseOnItsServer(String facts, Presence presence, Step step) {
        boolean cordoned = facts.contains("cordoned");
        assertThat(ExistingMeeting.step(cordoned, state(facts), facts.contains("known"), presence))
                .isEqualTo(step);
    }

    private static BbbReply reply(String text) {
        return switch (text) {
            case "dropped" -> new BbbReply.Unreachable("connection reset", true);
            case "413" -> new BbbReply.Unreadable("HTTP status 413");
            default -> new BbbReply.ServerError(Integer.parseInt(text));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "500, 500, true",
        "500, 504, false",
        "413, 413, true",
        "413, 500, false",
        "dropped, dropped, true",
        "dropped, 500, false"
    })
    void sameErrorOfTwoServersBlamesTheRequest(String first, String second, boolean alike) {
        CreateFailures failures = new CreateFailures();
        failures.add(new ServerId("a"), reply(first));
        assertThat(failures.isRepeated()).isFalse();
        failures.add(new ServerId("b"), reply(second));
        assertThat(failures.isRepeated()).isEqualTo(alike);
        failures.add(new ServerId("c"), reply(first));
        assertThat(failures.isRepeated()).isTrue();
    }
}
