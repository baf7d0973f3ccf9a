package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.simulator.SimulatedBbbServer;

/** The BBB calls for meetings (specification, sections 5.8 to 5.11). */
class MeetingCallsTest {
    @AutoClose
    private static final TestSuite SUITE = new TestSuite(3);

    private static final FrontEnd FRONT_END = SUITE.frontEnd();

    @Test
    void createsBreakoutRoomsOnTheParentsServer() {
        FRONT_END.get("create", "name", "Parent", "meetingID", "parent");
        SimulatedBbbServer host = SUITE.host("parent");
        SUITE.registry().poll(SUITE.idOf(host), 50);
        String internal = host.meeting("parent").orElseThrow().internalId();
        for (String parent : List.of("parent", internal)) {
            Answer created = breakout("breakout of " + parent, parent);
            assertThat(created.isSuccess()).as(created.body()).isTrue();
            assertThat(created.text("parentMeetingID")).contains(internal);
        }
        assertThat(breakout("orphan", "unknown").messageKey()).isEqualTo("parentMeetingDoesNotExist");
        assertThat(breakout("orphan", "").messageKey()).isEqualTo("parentMeetingIDMissing");
        assertThat(SUITE.servers())
                .flatExtracting(server -> server.requests("create"))
                .as("no call for an unknown parent")
                .noneMatch(request -> request.toString().contains("orphan"));
        SUITE.registry().poll(SUITE.idOf(host), 0);
    }

    private static Answer breakout(String id, String parent) {
        return FRONT_END.get(
                "create", "name", "Breakout", "meetingID", id, "isBreakout", "true", "parentMeetingID", parent);
    }

    @Test
    void createsJoinsListsAndEndsAMeeting() {
        Answer created = FRONT_END.get("create", "name", "Réunion A", "meetingID", "life");
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        SimulatedBbbServer host = SUITE.host("life");

        Answer joined = FRONT_END.get("join", "fullName", "Zoë", "meetingID", "life", "role", "VIEWER");
        assertThat(joined.status()).isEqualTo(302);
        assertThat(joined.header("Cache-Control")).isEqualTo("no-store");
        assertThat(joined.location().toString()).startsWith(host.apiUrl() + "/join?");

        assertThat(FRONT_END.get("isMeetingRunning", "meetingID", "life").text("running"))
                .contains("false");
        host.connectUsers("life", 1, 2);
        assertThat(FRONT_END.get("isMeetingRunning", "meetingID", "life").text("running"))
                .contains("true");
        assertThat(FRONT_END.get("getMeetingInfo", "meetingID", "life").text("participantCount"))
                .contains("3");
        assertThat(FRONT_END.get("getMeetings").texts("meetingID")).contains("life");

        Answer ended = FRONT_END.get(
                "end",
                "meetingID",
                "life",
                "password",
                created.text("moderatorPW").orElseThrow());
        assertThat(ended.messageKey()).isEqualTo("sentEndMeetingRequest");
        assertThat(FRONT_END.get("getMeetingInfo", "meetingID", "life").messageKey())
                .isEqualTo("notFound");
    }

    @Test
    void forwardsSlidesByteForByte() {
        byte[] slides =
                "<modules><module name=\"presentation\"><document name=\"a.pdf\">é…</document></module></modules>"
                        .getBytes(StandardCharsets.UTF_8);
        Answer created =
                FRONT_END.post("create", Map.of("meetingID", "slides", "name", "Slides"), "application/xml", slides);
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        assertThat(SUITE.host("slides").meeting("slides").orElseThrow().slides())
                .contains(slides);

        Answer inserted = FRONT_END.post("insertDocument", Map.of("meetingID", "slides"), "text/xml", slides);
        assertThat(inserted.isSuccess()).as(inserted.body()).isTrue();
        assertThat(SUITE.host("slides").meeting("slides").orElseThrow().documents())
                .containsExactly(slides);
    }

    @Test
    void forwardsChatMessages() {
        FRONT_END.get("create", "meetingID", "chat", "name", "Chat");
        SUITE.host("chat").connectUsers("chat", 1, 0);
        assertThat(FRONT_END
                        .get("sendChatMessage", "meetingID", "chat", "message", "Hi & <bye>")
                        .isSuccess())
                .isTrue();
        assertThat(SUITE.host("chat").meeting("chat").orElseThrow().chatMessages())
                .extracting(message -> message.message())
                .containsExactly("Hi & <bye>");
    }

    @Test
    void forwardsAnswersByteForByte() {
        FRONT_END.get("create", "meetingID", "bytes", "name", "Bytes & <more> é");
        SimulatedBbbServer host = SUITE.host("bytes");
        Answer direct = new FrontEnd(host.apiUrl(), host.secret()).get("getMeetingInfo", "meetingID", "bytes");
        assertThat(FRONT_END
                        .get("getMeetingInfo", "meetingID", "bytes", "password", "old clients send one")
                        .body())
                .isEqualTo(direct.body())
                .contains("Bytes &amp;");
        assertThat(host.requests("getMeetingInfo").getLast().parameters()).containsOnlyKeys("meetingID", "checksum");
    }
}
