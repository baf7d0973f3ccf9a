package org.scalelite.common.bbb;

/** The outcome of a call to a BBB server. Its text is used in logs, events and output of commands. */
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

    /** Whether the call was certainly not executed: the server is unreachable, or its proxy does not reach BBB. */
    default boolean isRefused() {
        return switch (this) {
            case Unreachable unreachable -> !unreachable.mayHaveRun();
            case ServerError(int status) -> status == ServerError.BAD_GATEWAY || status == ServerError.UNAVAILABLE;
            case Success _, Failed _, Unreadable _ -> false;
        };
    }

    /** The outcome of the call as a label, of a fixed list. */
    default String outcome() {
        return switch (this) {
            case Success _ -> "SUCCESS";
            case Failed(BbbError error, byte[] _) -> BbbError.outcome(error.key());
            case Unreadable _ -> "unreadable";
            case Unreachable unreachable -> unreachable.mayHaveRun() ? "noAnswer" : "unreachable";
            case ServerError _ -> "serverError";
        };
    }

    /**
     * The server answered {@code SUCCESS}.
     *
     * @param xml the answer, byte for byte; converted to UTF-8 and repaired if a strict parser would reject it
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
     * @param xml the answer, in the format that BBB client libraries parse
     */
    record Failed(BbbError error, byte[] xml) implements BbbReply {
        @Override
        public String toString() {
            return error.toString();
        }
    }

    /** The server sent an answer that is not one of the BBB API. */
    record Unreadable(String reason) implements BbbReply {
        @Override
        public String toString() {
            return "no answer of the BBB API: " + reason;
        }
    }

    /**
     * There was no answer.
     *
     * @param mayHaveRun whether the server may have executed the call
     */
    record Unreachable(String reason, boolean mayHaveRun) implements BbbReply {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** The server, or a proxy in front of it, answered with a status of 500 or above. */
    record ServerError(int status) implements BbbReply {
        private static final int BAD_GATEWAY = 502;
        private static final int UNAVAILABLE = 503;

        @Override
        public String toString() {
            return "HTTP status " + status;
        }
    }
}
