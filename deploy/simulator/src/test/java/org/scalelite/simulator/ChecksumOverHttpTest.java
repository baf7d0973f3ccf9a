package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.simulator.http.Checksum;

class ChecksumOverHttpTest extends WithServer {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WRONG = "FAILED checksumError Checksums do not match";
    private static final String MISSING = "FAILED checksumError You must provide the checksum";
    private static final String NO_MEETINGS = "SUCCESS noMeetings no meetings were found on this server";

    @ParameterizedTest
    @EnumSource
    void everyHashIsAcceptedInAnyCase(Checksum checksum) throws IOException {
        String value = checksum.of("getMeetings", "", SECRET);

        assertThat(client.getApi("/getMeetings?checksum=" + value).outcome()).isEqualTo(NO_MEETINGS);
        assertThat(client.getApi("/getMeetings?checksum=" + value.toUpperCase(Locale.ROOT))
                        .outcome())
                .isEqualTo(NO_MEETINGS);
    }

    @Test
    void aHashThatIsNotAllowedFails() throws IOException {
        SimulatorOptions options = SimulatorOptions.defaults().withHashes(Set.of("sha256"));
        try (SimulatedPool strict = SimulatedPool.start(options.withSecret(SECRET));
                BbbClient other = new BbbClient(strict.server(0))) {
            String sha1 = Checksum.SHA1.of("getMeetings", "", SECRET);

            assertThat(other.getApi("/getMeetings?checksum=" + sha1).outcome()).isEqualTo(WRONG);
            assertThat(other.call("getMeetings", "").outcome()).isEqualTo(NO_MEETINGS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checksum=%s&meetingID=ab&x=1+2",
                "meetingID=ab&checksum=%s&x=1+2",
                "meetingID=ab&x=1+2&checksum=%s",
            })
    void theChecksumMayStandAnywhere(String query) throws IOException {
        String checksum = Checksum.SHA1.of("isMeetingRunning", "meetingID=ab&x=1+2", SECRET);

        assertThat(client.getApi("/isMeetingRunning?" + query.formatted(checksum))
                        .text("running"))
                .isEqualTo("false");
    }

    @Test
    void aLeadingAmpersandIsLegal() throws IOException {
        String empty = Checksum.SHA256.of("getMeetings", "", SECRET);
        String leading = Checksum.SHA256.of("isMeetingRunning", "&meetingID=ab", SECRET);

        assertThat(client.getApi("/getMeetings?&checksum=" + empty).outcome()).isEqualTo(NO_MEETINGS);
        assertThat(client.getApi("/isMeetingRunning?&meetingID=ab&checksum=" + leading)
                        .text("returncode"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void aMissingOrEmptyChecksumIsReported() throws IOException {
        assertThat(client.getApi("/getMeetings").outcome()).isEqualTo(MISSING);
        assertThat(client.getApi("/getMeetings?checksum=").outcome()).isEqualTo(MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "38c94a024625255ec7ab647168a028dc424a55d1"})
    void aWrongChecksumIsReported(String checksum) throws IOException {
        assertThat(client.getApi("/getMeetings?checksum=" + checksum).outcome()).isEqualTo(WRONG);
    }

    @Test
    void theChecksumOfAnotherCallOrQueryDoesNotMatch() throws IOException {
        assertThat(client.getApi("/getMeetings?" + client.signed("create", "")).outcome())
                .isEqualTo(WRONG);
        assertThat(client.getApi("/getMeetings?a=%20&checksum=" + Checksum.SHA1.of("getMeetings", "a=+", SECRET))
                        .outcome())
                .isEqualTo(WRONG);
    }

    @Test
    void aRepeatedChecksumIsRefused() throws IOException {
        String signed = client.signed("getMeetings", "");

        assertThat(client.getApi("/getMeetings?" + signed + "&" + signed).outcome())
                .isEqualTo(WRONG);
    }

    @Test
    void anEmptySecretSwitchesTheCheckOff() throws IOException {
        try (SimulatedPool open =
                        SimulatedPool.start(SimulatorOptions.defaults().withSecret(""));
                BbbClient other = new BbbClient(open.server(0))) {
            assertThat(other.getApi("/getMeetings").outcome()).isEqualTo(NO_MEETINGS);
        }
    }

    @Test
    void recordingCallsHaveTheirOwnMessage() throws IOException {
        assertThat(client.getApi("/getRecordings?checksum=ab").outcome())
                .isEqualTo("FAILED checksumError You did not pass the checksum security check");
    }

    @Test
    void aFormThatHoldsEverythingSignsTheEmptyQuery() throws IOException {
        String empty = Checksum.SHA1.of("create", "", SECRET);
        String body = "name=R%C3%A9union+A&meetingID=room-1";

        assertThat(client.post("/create", FORM, body + "&checksum=" + empty).text("meetingID"))
                .isEqualTo("room-1");
        assertThat(server.meeting("room-1").orElseThrow().name()).isEqualTo("Réunion A");
    }

    @Test
    void aFormThatSignsItsBodyIsRefused() throws IOException {
        String body = "meetingID=room-1&name=Biology";

        assertThat(client.post("/create", FORM, client.signed("create", body)).outcome())
                .isEqualTo(WRONG);
    }

    @Test
    void aFormMaySplitItsParametersOverUrlAndBody() throws IOException {
        String checksum = Checksum.SHA1.of("create", "meetingID=room-1", SECRET);

        assertThat(client.post("/create?meetingID=room-1", FORM, "name=Biology&checksum=" + checksum)
                        .text("returncode"))
                .isEqualTo("SUCCESS");
        assertThat(client.post("/create?meetingID=room-1", FORM, "meetingID=room-1&name=Bio&checksum=" + checksum)
                        .outcome())
                .isEqualTo(WRONG);
    }

    @Test
    void aMultipartFormIsRead() throws IOException {
        String part = "--frame\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = part.formatted("name", "Biology") + part.formatted("meetingID", "room-1") + "--frame--\r\n";

        BbbAnswer answer =
                client.post("/create?" + client.signed("create", ""), "multipart/form-data; boundary=frame", body);

        assertThat(answer.text("meetingID")).isEqualTo("room-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/plain"})
    void aBodyOfAnotherTypeIsRefused(String contentType) throws IOException {
        BbbAnswer answer =
                client.post("/create?" + client.signed("create", "name=Bio&meetingID=ab"), contentType, "<modules/>");

        assertThat(answer.outcome())
                .isEqualTo("FAILED unsupportedContentType POST request Content-Type is missing or unsupported");
    }

    @Test
    void aRequestWithoutABodyNeedsNoType() throws IOException {
        assertThat(client.post("/getMeetings?" + client.signed("getMeetings", ""), "", "")
                        .outcome())
                .isEqualTo(NO_MEETINGS);
    }
}
