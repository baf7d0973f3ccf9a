package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** Phone calls (specification, sections 13 and 16.16). */
class DialInTest {
    private static final String PIN = "123456789";
    private static final TestSuite SUITE =
            new TestSuite(1).with("FSAPI_PIN_ATTEMPTS", "0").with("FSAPI_PIN_ATTEMPTS_TOTAL", "0");
    private static final SwitchMeetings MEETINGS = new SwitchMeetings(SUITE.registry());
    private static FreeSwitch pbx;
    private static FrontEnd frontEnd;
    private static ServerId server;

    @BeforeAll
    static void start() {
        var replica = SUITE.replica();
        frontEnd = new FrontEnd(replica.uri(), TestSuite.SECRET);
        pbx = new FreeSwitch(replica, TestSuite.SECRET);
        server = MEETINGS.server("bbb1.example.org");
        MEETINGS.add("room", PIN, server);
    }

    @AfterAll
    static void stop() {
        SUITE.close();
    }

    @Test
    void bridgesToTheServerOfTheMeeting() {
        SwitchDocument bridge = pbx.dial(PIN);
        assertThat(bridge.isFor(PIN)).isTrue();
        assertThat(bridge.actions())
                .containsExactly(
                        "set meeting_id=room",
                        "set effective_caller_id_name=Jo Doe",
                        "bridge sofia/external/" + PIN + "@bbb1.example.org");
    }

    @Test
    void findsAMeetingByItsVoiceBridge() {
        assertThat(frontEnd.get("create", "meetingID", "made", "name", "Made").isSuccess())
                .isTrue();
        String pin = Objects.requireNonNull(SUITE.host("made")
                .meeting("made")
                .orElseThrow()
                .createParameters()
                .get("voiceBridge"));
        assertThat(pbx.dial(pin).data("bridge")).isEqualTo("sofia/external/" + pin + "@127.0.0.1");
        SUITE.server(0).endMeeting("made");
    }

    @Test
    void leavesOtherRequestsToFreeSwitch() {
        assertThat(pbx.ask("section", "directory").isFound()).isFalse();
        assertThat(pbx.ask("section", "").isFound()).isFalse();
        assertThat(pbx.ask("Caller-Destination-Number", "").isFound()).isFalse();
        assertThat(pbx.ask("Caller-Destination-Number", " ").isFound()).isFalse();
        assertThat(pbx.ask("Caller-Destination-Number", "1".repeat(65)).isFound())
                .isFalse();
        assertThat(pbx.ask(new byte[0]).isFound()).isFalse();
        assertThat(pbx.ask("section=dialplan&Caller-Destination-Number".getBytes(StandardCharsets.US_ASCII))
                        .isFound())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"987654321", "5", "12345678", "1234567891234567891234", "#", "12 34", "+123456789", "pin"})
    void repromptsAfterAnUnknownPin(String pin) {
        assertThat(pbx.ask("variable_pin", pin).isReprompt()).isTrue();
    }

    @Test
    void repromptsWhileTheServerIsOffline() {
        ServerId offline = MEETINGS.server("offline.example.org");
        MEETINGS.add("on-offline", "200000001", offline);
        SUITE.registry().offline(offline);
        ServerId disabled = MEETINGS.server("disabled.example.org");
        MEETINGS.add("on-disabled", "200000002", disabled);
        SUITE.registry().servers().changeState(disabled, Server.State.DISABLED);
        ServerId cordoned = MEETINGS.server("cordoned.example.org");
        MEETINGS.add("on-cordoned", "200000003", cordoned);
        SUITE.registry().servers().changeState(cordoned, Server.State.CORDONED);
        MEETINGS.add("on-nothing", "200000004", new ServerId("removed"));

        assertThat(pbx.dial("200000001").isReprompt()).isTrue();
        assertThat(pbx.dial("200000002").isReprompt()).isTrue();
        assertThat(pbx.dial("200000003").data("bridge")).endsWith("@cordoned.example.org");
        assertThat(pbx.dial("200000004").isReprompt()).isTrue();
    }

    @Test
    void voiceBridgeOfAnEndedMeetingIsUnknown() {
        var redis = SUITE.registry().redis();
        redis.commands()
                .hset(redis.keys().of(RedisKey.VOICE_BRIDGES), Map.of("200000010", "over", "200000011", "room"));
        assertThat(pbx.dial("200000010").isReprompt()).isTrue();
        assertThat(pbx.dial("200000011").isReprompt())
                .as("an old entry: the meeting has another voice bridge")
                .isTrue();
    }

    @Test
    void breakoutRoomHasAnAdditionalDigit() {
        assertThat(pbx.dial(PIN + "3").actions())
                .contains("set meeting_id=room", "bridge sofia/external/" + PIN + "3@bbb1.example.org");
        assertThat(pbx.dial(PIN + "31").isReprompt()).isTrue();
        MEETINGS.add("longer", PIN + "4", MEETINGS.server("longer.example.org"));
        assertThat(pbx.dial(PIN + "4").actions())
                .as("an exact match comes first")
                .contains("set meeting_id=longer", "bridge sofia/external/" + PIN + "4@longer.example.org");
    }

    @Test
    void tenantsWithTheSameIdHaveDifferentPins() {
        MEETINGS.add("twin", "300000001", MEETINGS.server("first.example.org"));
        MEETINGS.addTenantScoped("t2", "twin", "300000002", MEETINGS.server("second.example.org"));
        MEETINGS.add("t2:twin", "300000003", MEETINGS.server("third.example.org"));
        assertThat(pbx.dial("300000001").actions())
                .contains("set meeting_id=twin", "bridge sofia/external/300000001@first.example.org");
        assertThat(pbx.dial("300000002").actions())
                .contains("set meeting_id=twin", "bridge sofia/external/300000002@second.example.org");
        assertThat(pbx.dial("300000003").actions())
                .as("a meeting id like that of a tenant-scoped meeting")
                .contains("set meeting_id=t2:twin", "bridge sofia/external/300000003@third.example.org");
    }

    @Test
    void limitsTheSizeOfTheForm() {
        String form = "section=dialplan&Caller-Destination-Number=" + PIN + "&variable_pin=" + PIN + "&variable_x=";
        int remaining = (256 << 10) - form.length();
        assertThat(pbx.ask((form + "x".repeat(remaining)).getBytes(StandardCharsets.US_ASCII))
                        .isBridge())
                .isTrue();
        assertThat(pbx.ask((form + "x".repeat(remaining + 1)).getBytes(StandardCharsets.US_ASCII))
                        .isFound())
                .isFalse();
        assertThat(pbx.ask((form + "x".repeat(5 << 20)).getBytes(StandardCharsets.US_ASCII))
                        .isFound())
                .isFalse();
    }

    @Test
    void acceptsExpectContinue() {
        String form = "section=dialplan&Caller-Destination-Number=1&variable_x=" + "x".repeat(2000);
        Answer answer =
                pbx.send(pbx.request(form.getBytes(StandardCharsets.US_ASCII)).expectContinue(true));
        assertThat(SwitchDocument.read(answer.body()).isPrompt()).isTrue();
    }

    @Test
    void acceptsPostOnly() {
        assertThat(pbx.send(HttpRequest.newBuilder(pbx.address())).messageKey()).isEqualTo("unsupportedRequest");
        assertThat(pbx.send(HttpRequest.newBuilder(pbx.address()).PUT(HttpRequest.BodyPublishers.ofString("")))
                        .messageKey())
                .isEqualTo("unsupportedRequest");
        assertThat(pbx.send(HttpRequest.newBuilder(pbx.address().resolve("/fsapi/x"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .messageKey())
                .isEqualTo("unsupportedRequest");
    }

    @Test
    void countsAnswersByKind() {
        pbx.ask();
        pbx.dial(PIN);
        String metrics = pbx.send(HttpRequest.newBuilder(pbx.address().resolve("/metrics")))
                .body();
        assertThat(metrics)
                .containsPattern("scalelite_fsapi_answers_total\\{answer=\"prompt\"\\} [1-9]")
                .containsPattern("scalelite_fsapi_answers_total\\{answer=\"bridge\"\\} [1-9]")
                .contains("scalelite_fsapi_answers_total{answer=\"throttled\"} 0.0");
    }
}
