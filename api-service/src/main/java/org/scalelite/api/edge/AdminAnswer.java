package org.scalelite.api.edge;

import java.util.Map;

/**
 * What a caller of the admin API gets.
 *
 * @param status of HTTP
 * @param content written as JSON
 * @param headers besides those of the content
 */
public record AdminAnswer(int status, Object content, Map<String, String> headers) {
    private static final int OK = 200;
    private static final int CREATED = 201;

    public AdminAnswer {
        headers = Map.copyOf(headers);
    }

    /** What was asked for. */
    public static AdminAnswer of(Object content) {
        return new AdminAnswer(OK, content, Map.of());
    }

    /** What was made. */
    public static AdminAnswer created(Object content) {
        return new AdminAnswer(CREATED, content, Map.of());
    }

    /** It was done. */
    public static AdminAnswer success(String what) {
        return of(Map.of("success", what));
    }

    /** It was not done; the text says why. */
    static AdminAnswer error(int status, String reason, Map<String, String> headers) {
        return new AdminAnswer(status, Map.of("error", reason), headers);
    }

    /** The content may hold secrets. */
    @Override
    public String toString() {
        return "AdminAnswer[" + status + "]";
    }
}
