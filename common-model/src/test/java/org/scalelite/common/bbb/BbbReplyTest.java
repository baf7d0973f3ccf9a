package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.testing.PlainText;

/** The text of replies in logs, events and output of commands. */
class BbbReplyTest {
    private static final List<BbbReply> REPLIES = List.of(
            new BbbReply.Success(new byte[3]),
            new BbbReply.Failed(new BbbError("checksumError", "You did not pass"), new byte[0]),
            new BbbReply.Unreadable("no XML"),
            new BbbReply.Unreachable("connection refused (sl.example.org)", false),
            new BbbReply.ServerError(502));

    @Test
    void everyReplyHasAText() {
        assertThat(REPLIES).map(BbbReply::getClass).containsAll(permitted());
        assertThat(REPLIES)
                .map(BbbReply::toString)
                .noneMatch(text -> PlainText.OF_JAVA.matcher(text).find())
                .containsExactly(
                        "an answer of 3 bytes",
                        "checksumError: You did not pass",
                        "no answer of the BBB API: no XML",
                        "connection refused (sl.example.org)",
                        "HTTP status 502");
    }

    static Stream<Arguments> outcomes() {
        BbbError notFound = BbbError.meetingNotFound();
        return Stream.of(
                Arguments.of(new BbbReply.Success(new byte[0]), "ends"),
                Arguments.of(new BbbReply.Failed(notFound, new byte[0]), "notFound ends"),
                Arguments.of(new BbbReply.Failed(BbbError.checksum(), new byte[0]), ""),
                Arguments.of(new BbbReply.Unreadable("no XML"), ""),
                Arguments.of(new BbbReply.Unreachable("refused", false), "refused"),
                Arguments.of(new BbbReply.Unreachable("timeout", true), "lost"),
                Arguments.of(new BbbReply.ServerError(502), "refused"),
                Arguments.of(new BbbReply.ServerError(503), "refused"),
                Arguments.of(new BbbReply.ServerError(500), ""),
                Arguments.of(new BbbReply.ServerError(504), ""));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void tellsWhetherTheCallMayHaveRun(BbbReply reply, String outcomes) {
        List<String> expected = List.of(outcomes.split(" ", -1));
        assertThat(reply.isNotFound()).isEqualTo(expected.contains("notFound"));
        assertThat(reply.endsMeeting()).isEqualTo(expected.contains("ends"));
        assertThat(reply.isLost()).isEqualTo(expected.contains("lost"));
        assertThat(reply.isRefused()).isEqualTo(expected.contains("refused"));
    }

    private static List<Class<? extends BbbReply>> permitted() {
        return Arrays.stream(BbbReply.class.getPermittedSubclasses())
                .<Class<? extends BbbReply>>map(type -> type.asSubclass(BbbReply.class))
                .toList();
    }
}
