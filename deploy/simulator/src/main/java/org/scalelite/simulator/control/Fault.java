package org.scalelite.simulator.control;

import java.time.Duration;
import java.util.List;

/** What can be wrong with a server on demand (BBB API reference, section 11, item 6). */
public sealed interface Fault {

    /** The listening socket and all open connections are closed; only for a server as a whole. */
    record RefuseConnections() implements Fault {}

    /** Reads the request and resets the connection without executing the call. */
    record ResetConnections() implements Fault {}

    /** Reads the request, neither executes nor answers it, and keeps the connection open. */
    record Hang() implements Fault {}

    /** Executes the call and closes the connection without an answer. */
    record LoseAnswer() implements Fault {}

    /** Executes the call and answers as a server does that fails afterwards: status 500 and an error page. */
    record FailAfterwards() implements Fault {}

    /** Executes the call at once and answers after this time. */
    record Delay(Duration time) implements Fault {}

    /** Executes the call at once and answers when the faults are switched off. */
    record HoldAnswer() implements Fault {}

    /** Executes the call and sends the headers at once, and the body after this time. */
    record SlowBody(Duration time) implements Fault {}

    /** Executes the call, announces the whole body, sends half of it and closes the connection. */
    record CutBody() implements Fault {}

    /** Answers this without executing the call; an empty content type leaves the header out. */
    record Answer(int status, String contentType, String body) implements Fault {}

    /** Answers these bytes as XML without executing the call, whatever they are. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] xml) implements Fault {
        @Override
        public String toString() {
            return "Bytes[" + xml.length + "]";
        }
    }

    /** Writes the counts in getMeetings as {@code 1,234} (BBB API reference, section 1.4). */
    record ThousandsSeparators() implements Fault {}

    /** Answers checksumError to every signed call. */
    record WrongChecksum() implements Fault {}

    /** One of each kind that keeps a whole answer from the caller, whatever the call. */
    static List<Fault> withoutAnswer() {
        return List.of(
                new RefuseConnections(),
                new ResetConnections(),
                new Hang(),
                new LoseAnswer(),
                new CutBody(),
                new SlowBody(Duration.ofSeconds(30)));
    }
}
