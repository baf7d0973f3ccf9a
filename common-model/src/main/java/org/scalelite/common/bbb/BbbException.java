package org.scalelite.common.bbb;

/** Ends a request with an error answer. Without a stack trace, because it is not a program error. */
public final class BbbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BbbError error;

    public BbbException(BbbError error) {
        super(error.key() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    /** The error for the caller. */
    public BbbError error() {
        return error;
    }
}
