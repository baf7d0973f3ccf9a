package org.scalelite.common.admin;

/** What an operator gave cannot be right; the message says why, and what is expected. Nothing was changed. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }
}
