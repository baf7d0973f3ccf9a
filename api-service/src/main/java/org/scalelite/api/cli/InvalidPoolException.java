package org.scalelite.api.cli;

import java.util.List;

/** A pool file that cannot be right: nothing of it is done. */
final class InvalidPoolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidPoolException(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One line each, with the id of the server that it is about. */
    List<String> problems() {
        return problems;
    }
}
