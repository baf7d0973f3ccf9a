package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    private static List<Class<? extends BbbReply>> permitted() {
        return Arrays.stream(BbbReply.class.getPermittedSubclasses())
                .<Class<? extends BbbReply>>map(type -> type.asSubclass(BbbReply.class))
                .toList();
    }
}
