package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.config.Settings;

/** What the calls are made of (specification, sections 5.1 and 5.4). */
class BbbCallTest {

    @ParameterizedTest
    @CsvSource({
        "JOIN, false, false",
        "PUBLISH_RECORDINGS, false, false",
        "DELETE_RECORDINGS, false, false",
        "SEND_CHAT_MESSAGE, false, false",
        "INSERT_DOCUMENT, false, true",
        "CREATE, true, true",
        "END, true, false",
        "PUT_RECORDING_TEXT_TRACK, true, false"
    })
    void aCallTakesNoOtherBody(BbbCall call, boolean form, boolean xml) {
        Set<BodyKind> bodies = call.bodies();
        assertThat(bodies.contains(BodyKind.FORM)).isEqualTo(form);
        assertThat(bodies.contains(BodyKind.MULTIPART)).isEqualTo(form);
        assertThat(bodies.contains(BodyKind.XML)).isEqualTo(xml);
        assertThat(bodies).doesNotContain(BodyKind.OTHER);
    }

    private static Optional<BbbCall> of(String method, String path) {
        return BbbCall.of(HttpRequest.create(HttpMethod.parse(method), path));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /bigbluebutton/api, INDEX",
        "POST, /bigbluebutton/api, INDEX",
        "GET, /bigbluebutton/api/create, CREATE",
        "HEAD, /bigbluebutton/api/create, CREATE",
        "POST, /bigbluebutton/api/create, CREATE",
        "HEAD, /bigbluebutton/api/join, JOIN",
        "POST, /bigbluebutton/api/insertDocument, INSERT_DOCUMENT",
        "POST, /bigbluebutton/api/putRecordingTextTrack, PUT_RECORDING_TEXT_TRACK",
        "POST, /bigbluebutton/api/updateRecordings, UPDATE_RECORDINGS",
        "GET, /bigbluebutton/api/hooks/create, HOOKS_CREATE"
    })
    void findsACallByMethodAndPath(String method, String path, BbbCall call) {
        assertThat(of(method, path)).contains(call);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /bigbluebutton/api/unknown",
        "GET, /bigbluebutton/api/feedback",
        "GET, /bigbluebutton/api/signOut",
        "GET, /bigbluebutton/api/getmeetings",
        "GET, /bigbluebutton/api/getMeetings.xml",
        "GET, /bigbluebutton/api/create/x",
        "POST, /bigbluebutton/api/join",
        "POST, /bigbluebutton/api/sendChatMessage",
        "POST, /bigbluebutton/api/publishRecordings",
        "POST, /bigbluebutton/api/deleteRecordings",
        "GET, /bigbluebutton/api/insertDocument",
        "HEAD, /bigbluebutton/api/insertDocument",
        "GET, /bigbluebutton/api/putRecordingTextTrack",
        "POST, /bigbluebutton/api/hooks/create"
    })
    void otherRequestsAreNoCalls(String method, String path) {
        assertThat(of(method, path)).isEmpty();
    }

    private static HttpConfig config(String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("LOADBALANCER_SECRET", "secret"));
        for (String variable : variables) {
            environment.put(variable, "true");
        }
        return HttpConfig.of(Settings.of(environment));
    }

    @Test
    void onlyIndexAndPingNeedNoChecksum() {
        assertThat(BbbCall.values())
                .filteredOn(call -> !call.needsChecksum(config()))
                .containsExactly(BbbCall.INDEX, BbbCall.HOOKS_PING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECORDING_DISABLED", "DB_DISABLED"})
    void disabledRecordingCallsNeedNoChecksum(String variable) {
        assertThat(BbbCall.values())
                .filteredOn(call -> !call.needsChecksum(config(variable)))
                .hasSize(8)
                .allMatch(call -> call == BbbCall.INDEX
                        || call == BbbCall.HOOKS_PING
                        || call.name().contains("RECORDING"));
    }

    @Test
    void disabledGetMeetingsNeedsNoChecksum() {
        assertThat(BbbCall.values())
                .filteredOn(call -> !call.needsChecksum(config("GET_MEETINGS_API_DISABLED")))
                .containsExactly(BbbCall.INDEX, BbbCall.GET_MEETINGS, BbbCall.GET_SESSIONS, BbbCall.HOOKS_PING);
    }

    @Test
    void onlyATextTrackMayBeAFile() {
        assertThat(BbbCall.values()).filteredOn(BbbCall::takesFile).containsExactly(BbbCall.PUT_RECORDING_TEXT_TRACK);
    }
}
