package org.scalelite.api.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.Map;

/** Ends a call of the admin API with an error. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Map<String, String> content;
    private final transient Map<String, String> headers;

    /** Ends it with this JSON object. */
    AdminException(HttpStatus status, Map<String, String> content, Map<String, String> headers) {
        super("status " + status.getCode(), null, false, false);
        this.status = status;
        this.content = Map.copyOf(content);
        this.headers = Map.copyOf(headers);
    }

    /** No object has this id. */
    public static AdminException notFound(String reason) {
        return error(HttpStatus.NOT_FOUND, reason);
    }

    /** The state of an object does not allow it. */
    public static AdminException conflict(String reason) {
        return error(HttpStatus.CONFLICT, reason);
    }

    /** A BBB server did not carry it out. */
    public static AdminException serverFailed(String reason) {
        return error(HttpStatus.BAD_GATEWAY, reason);
    }

    /** The load balancer did not carry it out. */
    public static AdminException failed(String reason) {
        return error(HttpStatus.INTERNAL_SERVER_ERROR, reason);
    }

    /** A store that the call needs is switched off. */
    public static AdminException unavailable(String reason) {
        return error(HttpStatus.SERVICE_UNAVAILABLE, reason);
    }

    static AdminException error(HttpStatus status, String reason) {
        return error(status, reason, Map.of());
    }

    static AdminException error(HttpStatus status, String reason, Map<String, String> headers) {
        return new AdminException(status, Map.of("error", reason), headers);
    }

    /** The answer to the caller. */
    HttpResponse<?> response() {
        MutableHttpResponse<?> response = HttpResponse.status(status)
                .body(content)
                .contentType(AdminAuthenticationFilter.JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.forEach(response::header);
        return response;
    }
}
