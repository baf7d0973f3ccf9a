package org.scalelite.common.bbb;

/** What became of a call to a BBB server. */
public sealed interface BbbReply {

    /** Whether the server answered that it does not have the meeting. */
    default boolean saysNotFound() {
        return this instanceof Failed failed && failed.error().isNotFound();
    }

    /**
     * The server answered {@code SUCCESS}.
     *
     * @param xml the answer, byte for byte; in UTF-8 with its characters repaired if a strict reader could not take it
     */
    record Success(byte[] xml) implements BbbReply {
        @Override
        public String toString() {
            return "Success[" + xml.length + " bytes]";
        }
    }

    /**
     * The server answered, but not {@code SUCCESS}.
     *
     * @param xml the answer as a success has it, in the shape that BBB's client libraries understand
     */
    record Failed(BbbError error, byte[] xml) implements BbbReply {
        @Override
        public String toString() {
            return "Failed[" + error + "]";
        }
    }

    /** The server answered something that is no answer of the BBB API. */
    record Unreadable(String reason) implements BbbReply {}

    /**
     * There was no answer.
     *
     * @param mayHaveRun whether the server may have carried out the call all the same
     */
    record Unreachable(String reason, boolean mayHaveRun) implements BbbReply {}

    /** The server, or the proxy before it, answered with a status from 500 on. */
    record ServerError(int status) implements BbbReply {}
}
