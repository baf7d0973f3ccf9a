package org.scalelite.stores;

import java.io.Serial;

/** Says why a store cannot be had, and what to do about it. */
public final class StoresException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoresException(String message) {
        super(message);
    }

    public StoresException(String message, Throwable cause) {
        super(message, cause);
    }
}
