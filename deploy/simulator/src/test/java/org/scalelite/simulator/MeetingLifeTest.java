package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.simulator.meeting.SimulatedMeeting;

class MeetingLifeTest extends WithServer {

    @Test
    void endTakesEffectAtOnceByDefault() throws IOException {
        client.create("room-1", "");

        BbbAnswer answer = client.call("end", "meetingID=room-1&password=wrong");

        assertThat(answer.outcome())
                .isEqualTo("SUCCESS sentEndMeetingRequest A request to end the meeting was sent.  Please wait a few"
                        + " seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it"
                        + " was ended.");
        assertThat(client.call("getMeetingInfo", "meetingID=room-1").text("messageKey"))
                .isEqualTo("notFound");
        assertThat(client.call("end", "meetingID=room-1").text("messageKey")).isEqualTo("notFound");
    }

    @Test
    void endChecksTheLengthOfThePassword() throws IOException {
        client.create("room-1", "");

        assertThat(client.call("end", "meetingID=room-1&password=x").outcome())
                .isEqualTo("FAILED invalidPassword Invalid password");
    }

    private SimulatedPool startWithEndDelay(int seconds) {
        return SimulatedPool.start(
                SimulatorOptions.defaults().withClock(clock).withEndDelay(Duration.ofSeconds(seconds)));
    }

    @Test
    void withADelayTheMeetingIsThereForAWhile() throws IOException {
        try (SimulatedPool slow = startWithEndDelay(2);
                BbbClient other = new BbbClient(slow.server(0))) {
            other.create("room-1", "");
            other.call("end", "meetingID=room-1");

            assertThat(other.call("getMeetingInfo", "meetingID=room-1").text("hasBeenForciblyEnded"))
                    .isEqualTo("true");
            assertThat(other.call("join", "fullName=Ada&meetingID=room-1&role=VIEWER")
                            .header("location"))
                    .contains("meetingForciblyEnded");

            clock.advance(Duration.ofSeconds(2));
            assertThat(other.call("getMeetingInfo", "meetingID=room-1").text("messageKey"))
                    .isEqualTo("notFound");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void createDuringOrAfterTheEndMakesANewMeeting(int endDelay) throws IOException {
        try (SimulatedPool slow = startWithEndDelay(endDelay);
                BbbClient other = new BbbClient(slow.server(0))) {
            String first =
                    other.create("room-1", "&attendeePW=ap&moderatorPW=mp").text("internalMeetingID");
            other.call("end", "meetingID=room-1");

            BbbAnswer second = other.create("room-1", "&attendeePW=other&moderatorPW=mp");

            assertThat(second.outcome()).isEqualTo("SUCCESS  ");
            assertThat(second.text("internalMeetingID")).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 5", "&meetingExpireIfNoUserJoinedInMinutes=7, 7"})
    void aMeetingWithoutJoinsExpires(String query, int minutes) throws IOException {
        client.create("room-1", query);

        clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
        assertThat(server.meeting("room-1")).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(client.call("getMeetings", "").text("messageKey")).isEqualTo("noMeetings");
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "&meetingExpireWhenLastUserLeftInMinutes=3, 3"})
    void aMeetingThatEverybodyLeftExpires(String query, int minutes) throws IOException {
        client.create("room-1", query);
        server.connectUsers("room-1", 1, 3);
        clock.advance(Duration.ofHours(9));
        server.disconnectUsers("room-1");

        clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
        assertThat(server.meeting("room-1")).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(server.meeting("room-1")).isEmpty();
    }

    @Test
    void someoneWhoReturnsInTimeKeepsTheMeeting() throws IOException {
        client.create("room-1", "");
        server.connectUsers("room-1", 1, 0);
        server.disconnectUsers("room-1");
        clock.advance(Duration.ofSeconds(59));
        server.connectUsers("room-1", 0, 1);

        clock.advance(Duration.ofHours(1));

        assertThat(client.call("getMeetingInfo", "meetingID=room-1").text("endTime"))
                .isEqualTo("0");
    }

    @Test
    void theDurationEndsAMeetingHoweverManyAreInside() throws IOException {
        client.create("room-1", "&duration=30");
        server.connectUsers("room-1", 1, 9);

        clock.advance(Duration.ofMinutes(30));

        assertThat(client.call("isMeetingRunning", "meetingID=room-1").text("running"))
                .isEqualTo("false");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aModeratorInTheClientEndsTheMeetingAtOnce() throws IOException {
        client.create("room-1", "");
        server.connectUsers("room-1", 1, 0);

        server.endMeeting("room-1");

        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aMeetingMadeByTheControlsIsThere() throws IOException {
        SimulatedMeeting made = server.createMeeting("room-1", Map.of("name", "Biology", "meta_A", "1"));

        assertThat(client.call("getMeetingInfo", "meetingID=room-1").text("internalMeetingID"))
                .isEqualTo(made.internalId());
        assertThat(made.metadata()).containsEntry("a", "1");
    }
}
