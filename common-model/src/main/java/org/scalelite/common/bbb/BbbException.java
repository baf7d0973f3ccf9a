package org.scalelite.common.bbb;

/** Ends a request with an error answer. It is no fault of the program, so it has no stack trace. */
public final class BbbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BbbError error;

    public BbbException(BbbError error) {
        super(error.key() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    /** What the caller is told. */
    public BbbError error() {
        return error;
    }
}
