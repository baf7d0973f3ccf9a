package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key and text of each error that front-ends and their users read (specification, section 5.2). */
class BbbErrorTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(BbbError.checksum(), "checksumError", "You did not pass the checksum security check"),
                Arguments.of(
                        BbbError.missingMeetingId(),
                        "missingParamMeetingID",
                        "You must specify a meeting ID for the meeting."),
                Arguments.of(
                        BbbError.meetingNotFound(),
                        "notFound",
                        "We could not find a meeting with that meeting ID - perhaps the meeting is not yet running?"),
                Arguments.of(BbbError.unsupportedRequest(), "unsupportedRequest", "This request is not supported."),
                Arguments.of(
                        BbbError.unsupportedContentType(),
                        "unsupportedContentType",
                        "POST request Content-Type is missing or unsupported"),
                Arguments.of(BbbError.noReturnCode(), "internalError", "Response did not include returncode"),
                Arguments.of(BbbError.meetingInaccessible(), "internalError", "Unable to access meeting on server."),
                Arguments.of(BbbError.meetingNotCreated(), "internalError", "Unable to create meeting on server."),
                Arguments.of(BbbError.noServer(), "internalError", "Could not find any available servers."),
                Arguments.of(
                        BbbError.noServerWithTag("gpu"),
                        "serverTagUnavailable",
                        "There is no available server with the required tag=gpu."),
                Arguments.of(
                        BbbError.serverUnavailable(),
                        "serverUnavailable",
                        "The server for this meeting is disabled/offline."),
                Arguments.of(
                        BbbError.parentMissing(),
                        "parentMeetingIDMissing",
                        "No parent meeting ID was provided for the breakout room"),
                Arguments.of(
                        BbbError.parentNotFound(),
                        "parentMeetingDoesNotExist",
                        "No parent meeting exists for the breakout room"),
                Arguments.of(BbbError.missingRecordId(), "missingParamRecordID", "You must specify a recordID."),
                Arguments.of(
                        BbbError.missingPublish(),
                        "missingParamPublish",
                        "You must specify a publish value true or false."),
                Arguments.of(BbbError.recordingNotFound(), "notFound", "We could not find recordings"),
                Arguments.of(
                        BbbError.recordingFilterMissing(),
                        "missingParameters",
                        "param meetingID or recordID must be included."),
                Arguments.of(
                        BbbError.tooManyValues("recordID", 1000),
                        "paramError",
                        "recordID may have at most 1000 values."),
                Arguments.of(
                        BbbError.tooManyParameters("meta_", 32),
                        "paramError",
                        "At most 32 meta_ parameters are allowed."),
                Arguments.of(
                        BbbError.maxMeetingsReached(3),
                        "maxMeetingsReached",
                        "No more than 3 meetings may run at the same time. Try again when one has ended."),
                Arguments.of(
                        BbbError.maxUsersReached(40),
                        "maxUsersReached",
                        "No more than 40 users may be in meetings at the same time. Try again when some have left."),
                Arguments.of(
                        BbbError.bodyTooLarge(2097152),
                        "requestTooLarge",
                        "The body of the request is larger than the 2097152 bytes allowed (MAX_BODY_MIB)."),
                Arguments.of(
                        BbbError.tooManyFields(1000),
                        "requestTooLarge",
                        "The form has more than the 1000 fields allowed."),
                Arguments.of(
                        BbbError.idTaken(),
                        "internalError",
                        "All available servers hold a meeting with this ID of another tenant."));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void writesKeyAndText(BbbError error, String key, String message) {
        assertThat(new String(BbbXml.failed(error), StandardCharsets.UTF_8))
                .isEqualTo("<response><returncode>FAILED</returncode><messageKey>" + key + "</messageKey><message>"
                        + message + "</message></response>");
    }

    @Test
    void escapesTextsOfServers() {
        assertThat(new String(BbbXml.failed(new BbbError("a<b", "c&d\u0000")), StandardCharsets.UTF_8))
                .isEqualTo("<response><returncode>FAILED</returncode><messageKey>a&lt;b</messageKey>"
                        + "<message>c&amp;d\uFFFD</message></response>");
    }

    @Test
    void notFoundIsKnownByItsKey() {
        assertThat(BbbError.meetingNotFound().isNotFound()).isTrue();
        assertThat(new BbbError("notFound", "anything").isNotFound()).isTrue();
        assertThat(BbbError.checksum().isNotFound()).isFalse();
    }

    @Test
    void textWithoutAMessageIsTheKey() {
        assertThat(new BbbError("key", "")).hasToString("key");
        assertThat(new BbbError("key", "text")).hasToString("key: text");
    }
}
