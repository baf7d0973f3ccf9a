package org.scalelite.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.simulator.BbbAnswer;
import org.scalelite.simulator.WithServer;
import org.scalelite.simulator.meeting.SimulatedMeeting;

class MeetingCallsTest extends WithServer {

    private static final String[] INFO = {
        "meetingName", "meetingID", "internalMeetingID", "createTime", "createDate", "voiceBridge", "dialNumber",
        "attendeePW", "moderatorPW", "running", "duration", "hasUserJoined", "recording", "hasBeenForciblyEnded",
        "startTime", "endTime", "participantCount", "listenerCount", "voiceParticipantCount", "videoCount", "maxUsers",
        "moderatorCount", "attendees", "metadata", "isBreakout"
    };

    @ParameterizedTest
    @ValueSource(strings = {"/bigbluebutton/api", "/bigbluebutton/api/", "/bigbluebutton/"})
    void theIndexNeedsNoChecksum(String path) throws IOException {
        BbbAnswer answer = client.get(server.apiUrl().resolve(path).toString());

        assertThat(answer.childrenOf("response"))
                .containsExactly(
                        "returncode",
                        "version",
                        "apiVersion",
                        "bbbVersion",
                        "html5PluginSdkVersion",
                        "graphqlWebsocketUrl",
                        "graphqlApiUrl");
        assertThat(answer.text("version") + " " + answer.text("bbbVersion")).isEqualTo("2.0 3.0.4");
    }

    @Test
    void isMeetingRunningIsTrueWithParticipants() throws IOException {
        client.create("room-1", "");
        assertThat(running("room-1")).isEqualTo("false");
        server.connectUsers("room-1", 0, 1);
        assertThat(running("room-1")).isEqualTo("true");
        server.disconnectUsers("room-1");
        assertThat(running("room-1")).isEqualTo("false");
        assertThat(running("unknown")).isEqualTo("false");
    }

    @Test
    void isMeetingRunningChecksTheId() throws IOException {
        assertThat(client.call("isMeetingRunning", "a=b").status()).isEqualTo(500);
        assertThat(client.call("isMeetingRunning", "meetingID=a").outcome()).startsWith("FAILED sizeError ");
        assertThat(client.call("isMeetingRunning", "meetingID=a%2Cb").outcome()).startsWith("FAILED validationError ");
    }

    @Test
    void getMeetingInfoHasAllElementsInTheirOrder() throws IOException {
        client.create("room-1", "&record=true&maxParticipants=9&meta_bbb-origin=Moodle");
        server.connectUsers("room-1", 1, 2);
        server.startVideos("room-1", 2);

        BbbAnswer info = client.call("getMeetingInfo", "meetingID=room-1&password=ignored");

        assertThat(info.childrenOf("response")).startsWith("returncode").endsWith(INFO);
        assertThat(info.childrenOf("response")).hasSize(1 + INFO.length);
        assertThat(info.childrenOf("attendee"))
                .containsExactly(
                        "userID",
                        "fullName",
                        "role",
                        "isPresenter",
                        "isListeningOnly",
                        "hasJoinedVoice",
                        "hasVideo",
                        "clientType",
                        "customdata");
        assertThat(info.texts("role")).containsExactly("MODERATOR", "VIEWER", "VIEWER");
        assertThat(info.texts("hasVideo")).containsExactly("true", "true", "false");
        assertThat(info.text("participantCount") + info.text("moderatorCount") + info.text("videoCount"))
                .isEqualTo("312");
        assertThat(info.text("maxUsers") + info.text("recording") + info.text("hasUserJoined"))
                .isEqualTo("9truetrue");
        assertThat(info.text("bbb-origin")).isEqualTo("Moodle");
        assertThat(info.header("cache-control")).isEmpty();
    }

    @Test
    void theEndTimeIsSetWhenTheLastUserLeaves() throws IOException {
        client.create("room-1", "");
        server.connectUsers("room-1", 1, 0);
        clock.advance(Duration.ofSeconds(10));
        server.disconnectUsers("room-1");

        BbbAnswer info = client.call("getMeetingInfo", "meetingID=room-1");

        assertThat(info.text("endTime")).isEqualTo("1767603610123");
        assertThat(info.text("startTime")).isEqualTo("1767603600123");
        assertThat(info.text("hasUserJoined") + info.text("running")).isEqualTo("truefalse");
    }

    @Test
    void anInternalIdFindsTheMeetingToo() throws IOException {
        String internal = client.create("room-1", "").text("internalMeetingID");

        assertThat(client.call("getMeetingInfo", "meetingID=" + internal).text("meetingID"))
                .isEqualTo("room-1");
    }

    @ParameterizedTest
    @CsvSource({"getMeetingInfo, meetingID=none", "getMeetingInfo, a=b", "end, meetingID=none", "end, a=b"})
    void aMeetingThatIsNotThereIsNotFound(String call, String query) throws IOException {
        assertThat(client.call(call, query).outcome())
                .isEqualTo("FAILED notFound A meeting with that ID does not exist");
    }

    @Test
    void getMeetingsListsEveryMeetingWithItsInfo() throws IOException {
        client.create("room-1", "");
        client.create("room-2", "");

        BbbAnswer answer = client.call("getMeetings", "random=123");

        assertThat(answer.childrenOf("response")).containsExactly("returncode", "meetings");
        assertThat(answer.childrenOf("meeting")).containsExactly(INFO);
        assertThat(answer.texts("meetingID")).containsExactlyInAnyOrder("room-1", "room-2");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "getMeetings, '', meetings, SUCCESS noMeetings no meetings were found on this server",
        "getRecordings, meetingID=room-1, recordings, SUCCESS noRecordings There are no recordings for the meeting(s)."
    })
    void anEmptyListHasAMessage(String call, String query, String list, String outcome) throws IOException {
        BbbAnswer answer = client.call(call, query);

        assertThat(answer.childrenOf("response")).containsExactly("returncode", list, "messageKey", "message");
        assertThat(answer.outcome()).isEqualTo(outcome);
    }

    @Test
    void getSessionsListsWhoHasJoined() throws IOException {
        assertThat(client.call("getSessions", "").text("messageKey")).isEqualTo("noSessions");
        client.create("room-1", "");
        client.call("join", "fullName=Ada&meetingID=room-1&role=VIEWER");

        assertThat(client.call("getSessions", "").texts("userName")).containsExactly("Ada");
    }

    @Test
    void aChatMessageNeedsAMeetingWithUsers() throws IOException {
        client.create("room-1", "");
        assertThat(client.call("sendChatMessage", "meetingID=room-1&message=Hi").outcome())
                .isEqualTo("FAILED meetingNotFound Meeting not found");
        server.connectUsers("room-1", 1, 0);

        BbbAnswer sent = client.call("sendChatMessage", "meetingID=room-1&message=Hi%20all");

        assertThat(sent.outcome()).isEqualTo("SUCCESS  ");
        assertThat(server.meeting("room-1").orElseThrow().chatMessages())
                .containsExactly(new SimulatedMeeting.ChatMessage("System", "Hi all"));
        assertThat(client.call("sendChatMessage", "meetingID=room-1").outcome())
                .isEqualTo("FAILED nullError You must provide the param message");
        assertThat(client.call("sendChatMessage", "meetingID=room-1&message=").outcome())
                .isEqualTo("FAILED sizeError Param message must be between 1 and 500 characters");
    }

    @Test
    void aDocumentIsInsertedByPostOnly() throws IOException {
        client.create("room-1", "");
        String path = "/insertDocument?" + client.signed("insertDocument", "meetingID=room-1");
        String modules =
                "<modules><module name=\"presentation\"><document url=\"https://a/b.pdf\"/></module></modules>";

        BbbAnswer answer = client.post(path, "application/xml", modules);

        assertThat(answer.childrenOf("response")).containsExactly("returncode", "message");
        assertThat(answer.text("message")).isEqualTo("Presentation is being uploaded");
        assertThat(server.meeting("room-1").orElseThrow().documents()).hasSize(1);
        assertThat(client.post(path, "application/xml", "<modules/>").text("message"))
                .startsWith("Request body must contain");
        assertThat(client.getApi(path).status()).isEqualTo(405);
        String unknown = "/insertDocument?" + client.signed("insertDocument", "meetingID=none");
        assertThat(client.post(unknown, "application/xml", modules).text("message"))
                .isEqualTo("Meeting with id [none] not found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknownCall", "/hooks/unknown", "/publishRecordings"})
    void anUnmappedCallEndsInAPage(String path) throws IOException {
        BbbAnswer answer = client.getApi(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).startsWith("text/html");
    }

    @Test
    void errorsAreJsonForThoseWhoAskForIt() throws IOException {
        BbbAnswer answer = client.send(HttpRequest.newBuilder(URI.create(server.apiUrl() + "/getMeetings"))
                .header("Accept", "application/json"));

        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"response\":{\"returncode\":\"FAILED\",\"messageKey\":\"checksumError\","
                        + "\"message\":\"You must provide the checksum\"}}");
    }

    private String running(String id) throws IOException {
        return client.call("isMeetingRunning", "meetingID=" + id).text("running");
    }
}
