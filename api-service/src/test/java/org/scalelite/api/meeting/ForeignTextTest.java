package org.scalelite.api.meeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scalelite.api.listing.MeetingSlices;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.testing.MutatedXml;
import org.scalelite.common.testing.OddNames;
import org.scalelite.common.testing.SimulatedAnswers;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** Answers of BBB servers with user text that is invalid in XML. */
class ForeignTextTest {
    /** The reader has a test of its own with ten thousand answers. */
    private static final int MUTATIONS = 2_000;

    @AutoClose
    private static final TestSuite SUITE = new TestSuite(2);

    private static final FrontEnd FRONT_END = SUITE.frontEnd();

    @AfterEach
    void recover() {
        SUITE.servers().forEach(SimulatedBbbServer::restartEmpty);
    }

    /** A running meeting on a server; returns its answer. */
    private static String meeting(String id, int server) {
        SUITE.server(server).createMeeting(id, Map.of("name", id));
        SUITE.server(server).connectUsers(id, 1, 0);
        return new String(SimulatedAnswers.ask(SUITE.server(server), "getMeetings"), UTF_8);
    }

    @Test
    void invalidCharactersInANameHideNoMeeting() {
        FRONT_END.get("create", "meetingID", "odd", "name", "odd");
        SimulatedBbbServer host = SUITE.host("odd");
        host.connectUsers("odd", 1, 0);
        meeting("other", 1 - SUITE.servers().indexOf(host));
        Answer info = FRONT_END.get("getMeetingInfo", "meetingID", "odd");
        String list = new String(SimulatedAnswers.ask(host, "getMeetings"), UTF_8);
        OddNames.read().forEach((latin1, read) -> {
            host.inject(new Fault.Bytes(OddNames.in(list, latin1)), "getMeetings");
            host.inject(new Fault.Bytes(OddNames.in(info.body(), latin1)), "getMeetingInfo");
            Answer merged = FRONT_END.get("getMeetings");
            assertThat(merged.texts("meetingID")).containsExactlyInAnyOrder("odd", "other");
            assertThat(merged.texts("fullName")).contains(read);
            Answer odd = FRONT_END.get("getMeetingInfo", "meetingID", "odd");
            assertThat(odd.isSuccess()).as(odd.body()).isTrue();
            assertThat(odd.texts("fullName")).containsExactly(read);
        });
    }

    @Test
    void convertsOtherEncodings() {
        String list = meeting("latin", 0).replace("<fullName>", "<fullName>Ren\u00E9e ");
        byte[] latin1 = ("<?xml version='1.0' encoding='ISO-8859-1'?>" + list).getBytes(ISO_8859_1);
        SUITE.server(0).inject(new Fault.Bytes(latin1), "getMeetings");
        meeting("other", 1);
        Answer merged = FRONT_END.get("getMeetings");
        assertThat(merged.texts("meetingID")).containsExactlyInAnyOrder("latin", "other");
        assertThat(merged.texts("fullName")).anyMatch(name -> name.startsWith("Ren\u00E9e "));
    }

    @Test
    void customDataDoesNotSetTheTenant() {
        String attendee = "<attendees><attendee><customdata><tenant-id>forged</tenant-id></customdata></attendee>"
                + "</attendees><metadata></metadata>";
        SUITE.servers().forEach(server -> {
            server.createMeeting("room", Map.of("name", "room", "moderatorPW", "of another create"));
            String info = "<response><returncode>SUCCESS</returncode>" + attendee + "</response>";
            server.inject(new Fault.Bytes(info.getBytes(UTF_8)), "getMeetingInfo");
        });
        Answer created = FRONT_END.get("create", "meetingID", "room", "name", "room");
        assertThat(created.messageKey()).as(created.body()).isEqualTo("duplicateWarning");
    }

    /** Merges damaged answers with a valid one; the merged document is always well-formed. */
    @Test
    void damagedAnswersKeepTheMergedListValid() {
        byte[] sound = SimulatedAnswers.meetings();
        MutatedXml.forEach(sound, MUTATIONS, xml -> {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            document.writeBytes("<response><meetings>".getBytes(UTF_8));
            document.writeBytes(meetings(xml));
            document.writeBytes(meetings(sound));
            document.writeBytes("</meetings></response>".getBytes(UTF_8));
            assertThat(document.toString(UTF_8)).contains("<meetingID>three</meetingID>");
            parse(document.toByteArray());
        });
    }

    private static byte[] meetings(byte[] xml) {
        try {
            return MeetingSlices.byTenant(xml).getOrDefault("", new byte[0]);
        } catch (MeetingList.UnreadableException _) {
            return new byte[0];
        }
    }

    private static void parse(byte[] xml) {
        try {
            MutatedXml.parse(xml);
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
    }
}
