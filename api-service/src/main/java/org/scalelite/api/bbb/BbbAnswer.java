package org.scalelite.api.bbb;

import java.net.URI;
import java.util.Iterator;
import org.scalelite.api.http.cache.EntityTag;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;

/** What a front-end gets. */
public sealed interface BbbAnswer {
    /** The outcome of an answer that is no error. */
    String SUCCESS = "SUCCESS";

    /** For the metrics: {@link #SUCCESS} or the key of an error. */
    default String outcome() {
        return SUCCESS;
    }

    /**
     * A complete XML document.
     *
     * @param outcome {@code SUCCESS} or the key of an error
     */
    record Document(byte[] xml, String outcome) implements BbbAnswer {
        @Override
        public String toString() {
            return "Document[" + xml.length + " bytes]";
        }
    }

    /**
     * A document for the calls that BBB answers in JSON.
     *
     * @param outcome {@code SUCCESS} or the key of an error
     */
    record Json(byte[] json, String outcome) implements BbbAnswer {
        @Override
        public String toString() {
            return "Json[" + json.length + " bytes]";
        }
    }

    /** A text for people. */
    record Text(String text) implements BbbAnswer {}

    /** A document that comes piece by piece; the next piece may keep its reader waiting. */
    record Pieces(Chunks xml) implements BbbAnswer {}

    /** The same in JSON. */
    record JsonPieces(Chunks json) implements BbbAnswer {}

    /** An answer of which the client may have this version already. */
    record Tagged(BbbAnswer answer, EntityTag tag) implements BbbAnswer {
        @Override
        public String outcome() {
            return answer.outcome();
        }
    }

    /** The pieces; closed after the last one, or when the client is disconnected. */
    interface Chunks extends Iterator<byte[]>, AutoCloseable {
        @Override
        default void close() {}
    }

    /** The browser goes there. The address is signed, so it is not for logs. */
    record Redirect(URI location) implements BbbAnswer {
        @Override
        public String toString() {
            return "Redirect[" + location.getHost() + "]";
        }
    }

    /** A document from a record whose class names the root element. */
    static BbbAnswer of(Object document) {
        return new Document(BbbXml.write(document), SUCCESS);
    }

    /**
     * The reply of a BBB server, byte for byte.
     *
     * @param unreachable the error if the server gave no answer
     * @throws BbbException if there is nothing to forward
     */
    static BbbAnswer forwarded(BbbReply reply, BbbError unreachable) {
        return switch (reply) {
            case BbbReply.Success(byte[] xml) -> new Document(xml, SUCCESS);
            case BbbReply.Failed(BbbError error, byte[] xml) -> new Document(xml, error.key());
            case BbbReply.Unreadable _ -> throw new BbbException(BbbError.noReturnCode());
            case BbbReply.Unreachable _, BbbReply.ServerError _ -> throw new BbbException(unreachable);
        };
    }
}
