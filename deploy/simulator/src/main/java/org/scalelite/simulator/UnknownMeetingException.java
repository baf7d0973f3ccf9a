package org.scalelite.simulator;

/** A control call names a meeting that its server does not have (BBB API reference, section 3.4). */
final class UnknownMeetingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownMeetingException(String message) {
        super(message);
    }
}
