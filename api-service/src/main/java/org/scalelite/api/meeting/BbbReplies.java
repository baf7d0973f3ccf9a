package org.scalelite.api.meeting;

import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;

/** Forwards the reply of a BBB server to the front-end, byte for byte. */
final class BbbReplies {
    private BbbReplies() {}

    /**
     * The answer for the front-end.
     *
     * @param unreachable the error if the server gave no answer
     * @throws BbbException if there is nothing to forward
     */
    static BbbAnswer answer(BbbReply reply, BbbError unreachable) {
        return switch (reply) {
            case BbbReply.Success(byte[] xml) -> new BbbAnswer.Document(xml, BbbAnswer.SUCCESS);
            case BbbReply.Failed(BbbError error, byte[] xml) -> new BbbAnswer.Document(xml, error.key());
            case BbbReply.Unreadable _ -> throw new BbbException(BbbError.noReturnCode());
            case BbbReply.Unreachable _, BbbReply.ServerError _ -> throw new BbbException(unreachable);
        };
    }
}
