package org.scalelite.simulator.control;

/** A control request names a server or a path that does not exist (BBB API reference, section 11). */
final class ControlNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ControlNotFoundException(String message) {
        super(message);
    }
}
