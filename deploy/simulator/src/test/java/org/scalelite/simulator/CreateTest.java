package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTest extends WithServer {

    private static final String DUPLICATE =
            "SUCCESS duplicateWarning This conference was already in existence and may currently be in progress.";
    private static final String NOT_UNIQUE =
            "FAILED idNotUnique A meeting already exists with that meeting ID.  Please use a different meeting ID.";

    @Test
    void theAnswerHasAllElementsInTheirOrder() throws IOException {
        BbbAnswer answer = client.create("room-1", "&attendeePW=ap&moderatorPW=mp&voiceBridge=71234&duration=90");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/xml;charset=utf-8");
        assertThat(answer.body()).isEqualTo("""
                <response>
                <returncode>SUCCESS</returncode>
                <meetingID>room-1</meetingID>
                <internalMeetingID>0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123</internalMeetingID>
                <parentMeetingID>bbb-none</parentMeetingID>
                <attendeePW>ap</attendeePW>
                <moderatorPW>mp</moderatorPW>
                <createTime>1767603600123</createTime>
                <voiceBridge>71234</voiceBridge>
                <dialNumber>613-555-1234</dialNumber>
                <createDate>Mon Jan 05 09:00:00 UTC 2026</createDate>
                <hasUserJoined>false</hasUserJoined>
                <duration>90</duration>
                <hasBeenForciblyEnded>false</hasBeenForciblyEnded>
                <messageKey></messageKey>
                <message></message>
                </response>
                """);
    }

    @Test
    void passwordsAndVoiceBridgeAreMadeUpIfNoneAreGiven() throws IOException {
        BbbAnswer answer = client.create("room-1", "");

        assertThat(answer.text("attendeePW")).matches("[a-zA-Z0-9]{8}");
        assertThat(answer.text("moderatorPW")).matches("[a-zA-Z0-9]{8}").isNotEqualTo(answer.text("attendeePW"));
        assertThat(answer.text("voiceBridge")).matches("\\d{5}");
    }

    @Test
    void emptyPasswordsAreLeftOut() throws IOException {
        BbbAnswer answer = client.create("room-1", "&attendeePW=&moderatorPW=");

        assertThat(answer.childrenOf("response")).doesNotContain("attendeePW", "moderatorPW");
    }

    @ParameterizedTest
    @CsvSource({
        "&attendeePW=ap&moderatorPW=mp, true",
        "'', true",
        "&attendeePW=&moderatorPW=, true",
        "&attendeePW=ap, false",
        "&moderatorPW=mp, false",
        "&attendeePW=ap&moderatorPW=other, false",
        "&attendeePW=mp&moderatorPW=ap, false"
    })
    void aSecondCreateIsJudgedByItsPasswords(String passwords, boolean accepted) throws IOException {
        String first = client.create("room-1", "&attendeePW=ap&moderatorPW=mp&meta_a=1")
                .text("internalMeetingID");

        BbbAnswer second = client.create("room-1", passwords + "&meta_a=2&maxParticipants=7");

        assertThat(second.outcome()).isEqualTo(accepted ? DUPLICATE : NOT_UNIQUE);
        assertThat(second.text("internalMeetingID")).isEqualTo(accepted ? first : "absent");
        assertThat(server.meeting("room-1").orElseThrow().metadata()).containsEntry("a", "1");
    }

    @Test
    void metadataNamesAreLoweredAndOddOnesDropped() throws IOException {
        client.create("room-1", "&meta_endCallbackURL=u%2Fv&meta_bbb-origin=M&meta_a_b=1&meta_a.b=2&meta_1=3&meta_=4");

        assertThat(server.meeting("room-1").orElseThrow().metadata())
                .containsOnlyKeys("endcallbackurl", "bbb-origin")
                .containsEntry("endcallbackurl", "u/v");
    }

    @Test
    void aVoiceBridgeInUseIsRefusedInTheOtherShape() throws IOException {
        client.create("room-1", "&voiceBridge=71234");

        BbbAnswer second = client.create("room-2", "&voiceBridge=71234");

        assertThat(second.childrenOf("response")).containsExactly("returncode", "errors");
        assertThat(second.childrenOf("error")).containsExactly("key", "message");
        assertThat(second.text("key")).isEqualTo("nonUniqueVoiceBridge");
        assertThat(second.text("message")).isEqualTo("The selected voice bridge is already in use.");
        client.call("end", "meetingID=room-1");
        assertThat(client.create("room-2", "&voiceBridge=71234").text("returncode"))
                .isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=Bio                           | validationError Invalid meeting ID",
                "name=Bio&meetingID=%20ab           | validationError Invalid meeting ID",
                "name=Bio&meetingID=a%01b           | validationError Invalid meeting ID",
                "name=Bio&meetingID=                | sizeError Meeting ID must be between 2 and 256 characters",
                "name=Bio&meetingID=a               | sizeError Meeting ID must be between 2 and 256 characters",
                "name=Bio&meetingID=a,b             | validationError Meeting ID cannot contain ','",
                "meetingID=ab                       | nullError You must provide a meeting name",
                "meetingID=ab&name=                 | emptyError You must provide a meeting name",
                "meetingID=ab&name=a                | sizeError Meeting name must be between 2 and 256 characters",
                "meetingID=ab&name=Bio&voiceBridge=x| validationError Voice bridge must be an integral value",
                "meetingID=ab&name=Bio&record=maybe | validationError Record must be a boolean value (true or false)",
                "meetingID=ab&name=Bio&attendeePW=a | invalidPassword Invalid password",
                "meetingID=a&name=&moderatorPW=a    | emptyError You must provide a meeting name",
                "meetingID=a&name=Bio&moderatorPW=a | invalidPassword Invalid password"
            })
    void brokenRulesAreReportedByTheirRank(String query, String expected) throws IOException {
        assertThat(client.call("create", query).outcome()).isEqualTo("FAILED " + expected);
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void theBodyIsKeptIfTheCallMadeTheMeeting() throws IOException {
        String path = "/create?" + client.signed("create", "name=Biology&meetingID=room-1");
        String modules =
                "<modules><module name=\"presentation\"><document url=\"https://a/b.pdf\"/></module></modules>";

        client.post(path, "application/xml; charset=utf-8", modules);
        client.post(path, "text/xml", "<modules/>");

        assertThat(server.meeting("room-1").orElseThrow().slides())
                .hasValueSatisfying(body ->
                        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(modules));
    }

    @Test
    void aMalformedBodyIsAnInternalError() throws IOException {
        String path = "/create?" + client.signed("create", "name=Biology&meetingID=room-1");

        BbbAnswer answer = client.post(path, "application/xml", "<modules><module>");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aBreakoutRoomBelongsToItsParent() throws IOException {
        String parent = client.create("room-1", "&meta_a=1").text("internalMeetingID");

        BbbAnswer room = client.create("inner-1", "&isBreakout=true&parentMeetingID=room-1&sequence=2&freeJoin=true");

        assertThat(room.text("parentMeetingID")).isEqualTo(parent);
        assertThat(room.text("internalMeetingID")).isEqualTo("inner-1");
        BbbAnswer info = client.call("getMeetingInfo", "meetingID=inner-1");
        assertThat(info.text("isBreakout") + info.text("sequence") + info.text("freeJoin") + info.text("a"))
                .isEqualTo("true2true1");
        assertThat(client.call("getMeetingInfo", "meetingID=room-1").text("breakout"))
                .isEqualTo(room.text("meetingID"));
        client.call("end", "meetingID=room-1");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aBreakoutRoomNeedsAParent() throws IOException {
        assertThat(client.create("inner-1", "&isBreakout=true").text("messageKey"))
                .isEqualTo("parentMeetingIDMissing");
        assertThat(client.create("inner-1", "&isBreakout=true&parentMeetingID=none")
                        .text("messageKey"))
                .isEqualTo("parentMeetingDoesNotExist");
    }

    @Test
    void textIsUtf8AndEscapedInXml() throws IOException {
        client.create("room-1", "&meta_title=R%C3%A9union%20%3C%26%3E%20%27a%27");

        BbbAnswer info = client.call("getMeetingInfo", "meetingID=room-1");

        assertThat(info.text("title")).isEqualTo("Réunion <&> 'a'");
        assertThat(info.body()).contains("<title>Réunion &lt;&amp;&gt; &#39;a&#39;</title>");
    }
}
