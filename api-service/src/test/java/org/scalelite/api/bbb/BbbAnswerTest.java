package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;

/** What front-ends get for the replies of BBB servers. */
class BbbAnswerTest {
    private static final byte[] XML = "<response/>".getBytes(StandardCharsets.UTF_8);

    @Test
    void forwardsSuccessAndErrorsUnchanged() {
        assertThat(BbbAnswer.forwarded(new BbbReply.Success(XML), BbbError.meetingNotCreated()))
                .isEqualTo(new BbbAnswer.Document(XML, "SUCCESS"));
        assertThat(BbbAnswer.forwarded(
                        new BbbReply.Failed(new BbbError("idNotUnique", "x"), XML), BbbError.meetingNotCreated()))
                .isEqualTo(new BbbAnswer.Document(XML, "idNotUnique"));
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of(new BbbReply.Unreadable("no XML"), BbbError.noReturnCode()),
                Arguments.of(new BbbReply.Unreachable("refused", false), BbbError.meetingNotCreated()),
                Arguments.of(new BbbReply.Unreachable("timeout", true), BbbError.meetingNotCreated()),
                Arguments.of(new BbbReply.ServerError(502), BbbError.meetingNotCreated()));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void failsWithoutAnAnswer(BbbReply reply, BbbError error) {
        assertThatThrownBy(() -> BbbAnswer.forwarded(reply, BbbError.meetingNotCreated()))
                .isInstanceOfSatisfying(
                        BbbException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    @Test
    void textHasNoContent() {
        assertThat(new BbbAnswer.Document(XML, "SUCCESS")).hasToString("Document[11 bytes]");
        assertThat(new BbbAnswer.Json(XML, "SUCCESS")).hasToString("Json[11 bytes]");
        assertThat(new BbbAnswer.Redirect(URI.create("https://bbb1.example.org/join?checksum=secret")))
                .hasToString("Redirect[bbb1.example.org]");
    }
}
