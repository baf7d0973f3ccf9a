package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.simulator.SimulatedBbbServer;

/** The BBB calls for meetings (specification, sections 5.8 to 5.11). */
class MeetingCallsTest {
    @AutoClose
    private static TestSuite suite;

    private static FrontEnd frontEnd;

    @BeforeAll
    static void start() {
        suite = new TestSuite(3);
        frontEnd = suite.frontEnd();
    }

    @Test
    void createsBreakoutRoomsOnTheParentsServer() {
        frontEnd.get("create", "name", "Parent", "meetingID", "parent");
        SimulatedBbbServer host = suite.host("parent");
        suite.registry().poll(suite.idOf(host), 50);
        String internal = host.meeting("parent").orElseThrow().internalId();
        for (String parent : List.of("parent", internal)) {
            Answer created = breakout("breakout of " + parent, parent);
            assertThat(created.isSuccess()).as(created.body()).isTrue();
            assertThat(created.text("parentMeetingID")).contains(internal);
        }
        assertThat(breakout("orphan", "unknown").messageKey()).isEqualTo("parentMeetingDoesNotExist");
        assertThat(breakout("orphan", "").messageKey()).isEqualTo("parentMeetingIDMissing");
        assertThat(suite.servers())
                .flatExtracting(server -> server.requests("create"))
                .as("no call for an unknown parent")
                .noneMatch(request -> request.toString().contains("orphan"));
        suite.registry().poll(suite.idOf(host), 0);
    }

    private static Answer breakout(String id, String parent) {
        return frontEnd.get(
                "create", "name", "Breakout", "meetingID", id, "isBreakout", "true", "parentMeetingID", parent);
    }

    @Test
    void createsJoinsListsAndEndsAMeeting() {
        Answer created = frontEnd.get("create", "name", "Réunion A", "meetingID", "life");
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        SimulatedBbbServer host = suite.host("life");

        Answer joined = frontEnd.get("join", "fullName", "Zoë", "meetingID", "life", "role", "VIEWER");
        assertThat(joined.status()).isEqualTo(302);
        assertThat(joined.header("Cache-Control")).isEqualTo("no-store");
        assertThat(joined.location().toString()).startsWith(host.apiUrl() + "/join?");

        assertThat(frontEnd.get("isMeetingRunning", "meetingID", "life").text("running"))
                .contains("false");
        host.connectUsers("life", 1, 2);
        assertThat(frontEnd.get("isMeetingRunning", "meetingID", "life").text("running"))
                .contains("true");
        assertThat(frontEnd.get("getMeetingInfo", "meetingID", "life").text("participantCount"))
                .contains("3");
        assertThat(frontEnd.get("getMeetings").texts("meetingID")).contains("life");

        Answer ended = frontEnd.get(
                "end",
                "meetingID",
                "life",
                "password",
                created.text("moderatorPW").orElseThrow());
        assertThat(ended.messageKey()).isEqualTo("sentEndMeetingRequest");
        assertThat(frontEnd.get("getMeetingInfo", "meetingID", "life").messageKey())
                .isEqualTo("notFound");
    }

    @Test
    void forwardsSlidesByteForByte() {
        byte[] slides =
                "<modules><module name=\"presentation\"><document name=\"a.pdf\">é…</document></module></modules>"
                        .getBytes(StandardCharsets.UTF_8);
        Answer created =
                frontEnd.post("create", Map.of("meetingID", "slides", "name", "Slides"), "application/xml", slides);
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        assertThat(suite.host("slides").meeting("slides").orElseThrow().slides())
                .contains(slides);

        Answer inserted = frontEnd.post("insertDocument", Map.of("meetingID", "slides"), "text/xml", slides);
        assertThat(inserted.isSuccess()).as(inserted.body()).isTrue();
        assertThat(suite.host("slides").meeting("slides").orElseThrow().documents())
                .containsExactly(slides);
    }

    @Test
    void forwardsChatMessages() {
        frontEnd.get("create", "meetingID", "chat", "name", "Chat");
        suite.host("chat").connectUsers("chat", 1, 0);
        assertThat(frontEnd.get("sendChatMessage", "meetingID", "chat", "message", "Hi & <bye>")
                        .isSuccess())
                .isTrue();
        assertThat(suite.host("chat").meeting("chat").orElseThrow().chatMessages())
                .extracting(message -> message.message())
                .containsExactly("Hi & <bye>");
    }

    @Test
    void forwardsAnswersByteForByte() {
        frontEnd.get("create", "meetingID", "bytes", "name", "Bytes & <more> é");
        SimulatedBbbServer host = suite.host("bytes");
        Answer direct = new FrontEnd(host.apiUrl(), host.secret()).get("getMeetingInfo", "meetingID", "bytes");
        assertThat(frontEnd.get("getMeetingInfo", "meetingID", "bytes", "password", "old clients send one")
                        .body())
                .isEqualTo(direct.body())
                .contains("Bytes &amp;");
        assertThat(host.requests("getMeetingInfo").getLast().parameters()).containsOnlyKeys("meetingID", "checksum");
    }
}
