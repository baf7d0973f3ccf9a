package org.scalelite.common.bbb;

/** What became of a call to a BBB server. Its text goes to logs, events and commands: it is written for people. */
public sealed interface BbbReply {

    /** Whether the server answered that it does not have the meeting. */
    default boolean isNotFound() {
        return this instanceof Failed failed && failed.error().isNotFound();
    }

    /** Whether the meeting is over after this answer to end. */
    default boolean endsMeeting() {
        return this instanceof Success || isNotFound();
    }

    /** Whether no answer came to a call that may have been carried out. */
    default boolean isLost() {
        return this instanceof Unreachable unreachable && unreachable.mayHaveRun();
    }

    /** Whether the call was certainly not carried out: the server cannot be reached, or its proxy does not reach BBB. */
    default boolean isRefused() {
        return switch (this) {
            case Unreachable unreachable -> !unreachable.mayHaveRun();
            case ServerError(int status) -> status == ServerError.BAD_GATEWAY || status == ServerError.UNAVAILABLE;
            case Success _, Failed _, Unreadable _ -> false;
        };
    }

    /**
     * The server answered {@code SUCCESS}.
     *
     * @param xml the answer, byte for byte; in UTF-8 with its characters repaired if a strict reader could not take it
     */
    record Success(byte[] xml) implements BbbReply {
        @Override
        public String toString() {
            return "an answer of " + xml.length + " bytes";
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
            return error.toString();
        }
    }

    /** The server answered something that is no answer of the BBB API. */
    record Unreadable(String reason) implements BbbReply {
        @Override
        public String toString() {
            return "no answer of the BBB API: " + reason;
        }
    }

    /**
     * There was no answer.
     *
     * @param mayHaveRun whether the server may have carried out the call all the same
     */
    record Unreachable(String reason, boolean mayHaveRun) implements BbbReply {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** The server, or the proxy before it, answered with a status from 500 on. */
    record ServerError(int status) implements BbbReply {
        private static final int BAD_GATEWAY = 502;
        private static final int UNAVAILABLE = 503;

        @Override
        public String toString() {
            return "HTTP status " + status;
        }
    }
}
