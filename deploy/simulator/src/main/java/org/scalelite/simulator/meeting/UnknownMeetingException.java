package org.scalelite.simulator.meeting;

/** A control call names a meeting that its server does not have (BBB API reference, section 3.4). */
public final class UnknownMeetingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnknownMeetingException(String message) {
        super(message);
    }
}
