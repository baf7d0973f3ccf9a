package org.scalelite.api.console;

import io.micronaut.http.HttpStatus;

/** Ends a request with an error page; the message is for the operator. */
final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    ConsoleException(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static ConsoleException notFound(String message) {
        return new ConsoleException(HttpStatus.NOT_FOUND, message);
    }

    static ConsoleException badRequest(String message) {
        return new ConsoleException(HttpStatus.BAD_REQUEST, message);
    }

    /**
     * PostgreSQL is switched off.
     *
     * @param kept what the page needs from it
     */
    static ConsoleException withoutDatabase(String kept) {
        return new ConsoleException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "%s kept in PostgreSQL, which is switched off (DB_DISABLED).".formatted(kept));
    }

    HttpStatus status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
