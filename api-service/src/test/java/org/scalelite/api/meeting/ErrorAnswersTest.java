package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.server.Server;
import org.scalelite.simulator.control.Fault;

/** Every error answer of the specification (section 5.2), over HTTP. */
class ErrorAnswersTest {
    @RegisterExtension
    private static final TestSuite suite = new TestSuite(1);

    private final FrontEnd frontEnd = suite.frontEnd();

    private static void isError(Answer answer, String key, String message) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("<response><returncode>FAILED</returncode><messageKey>" + key + "</messageKey><message>"
                        + message + "</message></response>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "join", "isMeetingRunning", "getMeetingInfo", "end", "sendChatMessage"})
    void requiresAMeetingId(String call) {
        isError(
                frontEnd.get(call, "name", "x"),
                "missingParamMeetingID",
                "You must specify a meeting ID for the meeting.");
        isError(
                frontEnd.get(call, "meetingID", ""),
                "missingParamMeetingID",
                "You must specify a meeting ID for the meeting.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"join", "getMeetingInfo", "end", "sendChatMessage"})
    void unknownMeetingIsNotFound(String call) {
        isError(
                frontEnd.get(call, "meetingID", "nowhere", "fullName", "x", "message", "y"),
                "notFound",
                "We could not find a meeting with that meeting ID - perhaps the meeting is not yet running?");
    }

    @Test
    void insertDocumentWithUnknownMeetingIsNotFound() {
        isError(
                frontEnd.post("insertDocument", Map.of("meetingID", "nowhere"), "text/xml", new byte[] {'x'}),
                "notFound",
                "We could not find a meeting with that meeting ID - perhaps the meeting is not yet running?");
    }

    @Test
    void unknownMeetingIsNotRunning() {
        assertThat(frontEnd.get("isMeetingRunning", "meetingID", "nowhere").body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><running>false</running></response>");
    }

    @Test
    void answersAnEmptyListWithoutMeetings() {
        assertThat(frontEnd.get("getMeetings").body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><messageKey>noMeetings</messageKey>"
                        + "<message>no meetings were found on this server</message><meetings></meetings></response>");
    }

    @Test
    void disabledGetMeetingsNeedsNoChecksum() {
        suite.with("GET_MEETINGS_API_DISABLED", "true");
        suite.server(0).createMeeting("there", Map.of("name", "There"));
        assertThat(suite.frontEnd().getRaw("/getMeetings").messageKey()).isEqualTo("noMeetings");
    }

    @Test
    void createFailsWithoutServers() {
        suite.registry().servers().changeState(suite.id(0), Server.State.DISABLED);
        isError(
                frontEnd.get("create", "meetingID", "room", "name", "A room"),
                "internalError",
                "Could not find any available servers.");
    }

    @Test
    void createFailsWithoutTheRequiredTag() {
        isError(
                frontEnd.get("create", "meetingID", "room", "name", "A room", "meta_server-tag", "gpu!"),
                "serverTagUnavailable",
                "There is no available server with the required tag=gpu.");
    }

    @Test
    void escapesControlCharactersInErrors() {
        Answer answer = frontEnd.get("create", "meetingID", "room", "meta_server-tag", "\u0001<g&pu>!");
        assertThat(answer.messageKey()).isEqualTo("serverTagUnavailable");
        assertThat(answer.text("message").orElseThrow()).contains("tag=\uFFFD<g&pu>.");
    }

    @ParameterizedTest
    @CsvSource({"DISABLED, true, 180", "DISABLED, false, 180", "ENABLED, false, 0"})
    void joinFailsOnADisabledOrReleasedServer(Server.State state, boolean online, String grace) {
        FrontEnd withGrace = suite.with("MEETING_GRACE_PERIOD", grace).frontEnd();
        withGrace.get("create", "meetingID", "room", "name", "A room");
        suite.registry().servers().changeState(suite.id(0), state);
        if (!online) {
            suite.registry().offline(suite.id(0));
        }
        isError(
                withGrace.get("join", "meetingID", "room", "fullName", "Ada"),
                "serverUnavailable",
                "The server for this meeting is disabled/offline.");
    }

    @Test
    void refusingServerMakesTheMeetingInaccessible() {
        frontEnd.get("create", "meetingID", "room", "name", "A room");
        suite.server(0).inject(new Fault.RefuseConnections());
        for (String call : List.of("isMeetingRunning", "getMeetingInfo", "end", "sendChatMessage")) {
            isError(
                    frontEnd.get(call, "meetingID", "room", "message", "x"),
                    "internalError",
                    "Unable to access meeting on server.");
        }
    }

    @Test
    void createFailsWhenTheOnlyServerRefuses() {
        suite.server(0).inject(new Fault.RefuseConnections());
        isError(
                frontEnd.get("create", "meetingID", "room", "name", "A room"),
                "internalError",
                "Unable to create meeting on server.");
    }

    @Test
    void forwardsKeyAndTextOfServerErrors() {
        Answer refused = frontEnd.get("create", "meetingID", "room");
        assertThat(refused.messageKey()).isEqualTo("nullError");
        assertThat(refused.text("message")).contains("You must provide a meeting name");
    }

    @Test
    void recordingCallsRequireParameters() {
        for (String call : new String[] {"publishRecordings", "updateRecordings", "deleteRecordings"}) {
            isError(frontEnd.get(call), "missingParamRecordID", "You must specify a recordID.");
        }
        isError(
                frontEnd.get("publishRecordings", "recordID", "x"),
                "missingParamPublish",
                "You must specify a publish value true or false.");
        isError(
                frontEnd.get("publishRecordings", "recordID", "x", "publish", "true"),
                "notFound",
                "We could not find recordings");
        isError(frontEnd.get("deleteRecordings", "recordID", "x"), "notFound", "We could not find recordings");
    }

    @Test
    void filteredRecordingsRequireAFilter() {
        FrontEnd filtered = suite.with("GET_RECORDINGS_API_FILTERED", "true").frontEnd();
        isError(filtered.get("getRecordings"), "missingParameters", "param meetingID or recordID must be included.");
        assertThat(filtered.get("getRecordings", "meetingID", "x").messageKey()).isEqualTo("noRecordings");
    }

    @Test
    void disabledRecordingCallsNeedNoChecksum() {
        FrontEnd disabled = suite.with("RECORDING_DISABLED", "true").frontEnd();
        assertThat(disabled.getRaw("/getRecordings").body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><recordings></recordings>"
                        + "<messageKey>noRecordings</messageKey>"
                        + "<message>There are not recordings for the meetings</message></response>");
        isError(disabled.getRaw("/publishRecordings"), "notFound", "We could not find recordings");
    }
}
