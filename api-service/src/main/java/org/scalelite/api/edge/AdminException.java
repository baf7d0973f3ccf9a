package org.scalelite.api.edge;

import java.util.Map;

/** Ends a call of the admin API with an answer that says why. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final transient AdminAnswer answer;

    /** Ends it with this answer. */
    public AdminException(AdminAnswer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /** There is nothing of this id. */
    public static AdminException notFound(String reason) {
        return error(NOT_FOUND, reason);
    }

    /** It cannot be done as things are. */
    public static AdminException conflict(String reason) {
        return error(CONFLICT, reason);
    }

    /** A BBB server did not do it. */
    public static AdminException serverFailed(String reason) {
        return error(BAD_GATEWAY, reason);
    }

    /** A store that is needed is not there. */
    public static AdminException unavailable(String reason) {
        return error(UNAVAILABLE, reason);
    }

    static AdminException error(int status, String reason) {
        return new AdminException(AdminAnswer.error(status, reason, Map.of()));
    }

    /** What the caller gets. */
    AdminAnswer answer() {
        return answer;
    }
}
