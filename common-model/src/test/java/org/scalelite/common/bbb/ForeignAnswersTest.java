package org.scalelite.common.bbb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.MutatedXml;
import org.scalelite.common.testing.SimulatedAnswers;

/** Parsing of possible answers of BBB servers. */
class ForeignAnswersTest {
    private static final int MUTATIONS = 10_000;

    private static byte[] list(String meetings) {
        return ("<response><returncode>SUCCESS</returncode><meetings>" + meetings + "</meetings></response>")
                .getBytes(UTF_8);
    }

    private static byte[] slice(MeetingList list, ListedMeeting meeting) {
        return Arrays.copyOfRange(list.xml(), meeting.start(), meeting.end());
    }

    @Test
    void readsFieldsOfTheMeetingOnly() throws MeetingList.UnreadableException {
        String customData = "<customdata><tenant-id>forged</tenant-id><meetingID>forged</meetingID></customdata>";
        String attendees = "<attendees><attendee><metadata><tenant-id>forged</tenant-id></metadata>" + customData
                + "</attendee></attendees>";
        byte[] xml = list("<meeting>" + attendees + customData
                + "<meetingID>a &amp; &nbsp;b</meetingID><meetingID>again</meetingID>"
                + "<metadata><x><tenant-id>forged</tenant-id></x><tenant-id>t-1</tenant-id>"
                + "<tenant-id>again</tenant-id></metadata></meeting>"
                + "<meeting><meetingID>second</meetingID></meeting>");
        MeetingList list = MeetingList.read(xml, Set.of("meetingID"));
        assertThat(list.meetings()).hasSize(2);
        assertThat(list.meetings().getFirst().tenant()).contains("t-1");
        assertThat(list.meetings().getFirst().field("meetingID")).contains("a & &nbsp;b");
        assertThat(list.meetings().getLast().tenant()).isEmpty();
        assertThat(list.meetings().getLast().field("meetingID")).contains("second");
        assertThat(slice(list, list.meetings().getLast()))
                .asString(UTF_8)
                .isEqualTo("<meeting><meetingID>second</meetingID></meeting>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<response><meetings><returncode>SUCCESS</returncode></meetings></response>",
                "<response><a><returncode>SUCCESS</returncode></a></response>",
                "<other><returncode>SUCCESS</returncode></other>",
                "<response><returncode>FAILED</returncode><returncode>SUCCESS</returncode></response>",
                "<response><returncode>SUCCESS</returncode><meetings><meeting></meetings></response>",
                "<response><returncode>SUCCESS</returncode><meetings><meeting></meeting>",
                "<response><returncode>SUCCESS</returncode><meetings><meeting><![CDATA[</meeting></meetings></response>",
                "<response xmlns:p='u'><returncode>SUCCESS</returncode></response>",
                "<html><body>busy</body></html>",
                "busy",
                "",
            })
    void rejectsAnswersThatAreNotMeetingLists(String xml) {
        assertThatThrownBy(() -> MeetingList.read(xml.getBytes(UTF_8), Set.of()))
                .isInstanceOf(MeetingList.UnreadableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/response/metadata/tenant-id, t-1",
        "/response/running, true",
        "/response/attendees/attendee/customdata/tenant-id, forged",
        "/response/tenant-id,",
        "/metadata/tenant-id,",
        "/response/metadata/tenant-id/x,",
    })
    void findsATextByItsPath(String path, String text) {
        byte[] xml = ("<response><attendees><attendee><customdata><tenant-id>forged</tenant-id><running>no</running>"
                        + "</customdata><metadata><tenant-id>forged</tenant-id></metadata></attendee></attendees>"
                        + "<running>true</running><metadata><a/><tenant-id>t-1</tenant-id></metadata></response>")
                .getBytes(UTF_8);
        assertThat(BbbXml.textAt(xml, path).orElse(null)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <messageKey>k</messageKey><message>m</message>                              | k | m
            <errors><error key="k" message="m &amp; n"/></errors>                       | k | m & n
            <errors><error key="k" message="m"/><error key="l" message="n"/></errors>   | k | m
            <errors><error><key>k</key><message>m</message></error></errors>            | k | m
            <errors/><a><b><key>k</key></b></a>                                         | '' | ''
            <a><error key="k" message="m"/><messageKey>k</messageKey></a>               | '' | ''
            """)
    void readsErrorsInAllFormats(String error, String key, String message) {
        String xml = "<response><returncode>FAILED</returncode>" + error + "</response>";
        assertThat(ReplyReader.read(xml.getBytes(UTF_8))).isInstanceOfSatisfying(BbbReply.Failed.class, failed -> {
            assertThat(failed.error()).isEqualTo(new BbbError(key, message));
            if (error.startsWith("<errors>")) {
                assertThat(BbbXml.textAt(failed.xml(), "/response/messageKey")).contains(key);
                assertThat(BbbXml.textAt(failed.xml(), "/response/message")).contains(message);
            }
        });
    }

    @Test
    void usesTheReturncodeOfTheAnswerOnly() {
        String forged = "<response><a><returncode>SUCCESS</returncode></a><errors><error><returncode>SUCCESS"
                + "</returncode></error></errors></response>";
        assertThat(ReplyReader.read(forged.getBytes(UTF_8))).isEqualTo(new BbbReply.Unreadable("no returncode"));
    }

    @Test
    void repairsASuccess() throws Exception {
        byte[] xml =
                "<?xml version='1.0' encoding='ISO-8859-1'?><response><returncode>SUCCESS</returncode><a>\u00E9 & \u000B</a></response>"
                        .getBytes(ISO_8859_1);
        BbbReply reply = ReplyReader.read(xml);
        assertThat(reply).isInstanceOf(BbbReply.Success.class);
        byte[] passed = ((BbbReply.Success) reply).xml();
        MutatedXml.parse(passed);
        assertThat(BbbXml.textAt(passed, "/response/a")).contains("\u00E9 & \uFFFD");
    }

    /** Parses answers with 22 kinds of damage; every outcome is a defined one. */
    @Test
    void damagedAnswersDoNoHarm() {
        byte[] answer = SimulatedAnswers.meetings();
        int[] readable = {0, 0};
        MutatedXml.forEach(answer, MUTATIONS, xml -> {
            switch (ReplyReader.read(xml)) {
                case BbbReply.Success success -> parse(success.xml());
                case BbbReply.Failed failed -> parse(failed.xml());
                case BbbReply.Unreadable _, BbbReply.Unreachable _, BbbReply.ServerError _ -> {
                    // Nothing is forwarded.
                }
            }
            assertThat(BbbXml.textAt(xml, "/response/metadata/tenant-id")).isEmpty();
            try {
                MeetingList list = MeetingList.read(xml, Set.of("meetingID"));
                readable[0]++;
                readable[1] += list.meetings().size();
                ByteArrayOutputStream merged = new ByteArrayOutputStream();
                merged.writeBytes("<meetings>".getBytes(UTF_8));
                list.meetings().forEach(meeting -> merged.writeBytes(slice(list, meeting)));
                merged.writeBytes("</meetings>".getBytes(UTF_8));
                parse(merged.toByteArray());
            } catch (MeetingList.UnreadableException e) {
                assertThat(e).hasMessageMatching("(?s)(no well-formed XML|returncode).*");
            }
        });
        assertThat(readable[0]).as("readable answers").isBetween(MUTATIONS / 5, MUTATIONS * 4 / 5);
        assertThat(readable[1]).as("their meetings").isGreaterThan(readable[0] * 2);
    }

    private static void parse(byte[] xml) {
        try {
            MutatedXml.parse(xml);
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
    }
}
