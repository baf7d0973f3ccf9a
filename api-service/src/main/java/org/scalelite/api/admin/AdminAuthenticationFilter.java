package org.scalelite.api.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.api.http.Routes;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * Authenticates calls of the admin API, and reads their bodies only then (specification, sections 5.13 and 6). What comes
 * first in a request is checked first: the query, the caller, the body.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
record AdminAuthenticationFilter(AdminAuthentication authentication) implements ConditionalFilter {
    static final MediaType JSON = new MediaType("application/json; charset=utf-8");
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public boolean isEnabled(HttpRequest<?> request) {
        return Routes.has(AdminApi.class, request);
    }

    /**
     * Authenticates a call; the last segment of its path is its name.
     *
     * @throws QueryText.MalformedException if its query cannot be decoded, or its body is no JSON
     */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void authenticate(HttpRequest<?> request) {
        QueryText query = RequestTarget.queryTextOf(request);
        Map<String, String> parameters = query.parameters();
        boolean changes = request.getMethod() == HttpMethod.POST;
        String call = request.getPath().substring(request.getPath().lastIndexOf('/') + 1);
        Actor actor = authentication.caller(request, call, query, changes ? Scope.WRITE : Scope.READ);
        byte[] body = changes ? body((ServerHttpRequest<?>) request) : new byte[0];
        new AdminRequest(actor, parameters, AdminJson.object(body)).attachTo(request);
    }

    /** Errors have their headers already. */
    @ResponseFilter
    void setHeaders(MutableHttpResponse<?> response) {
        if (RouteAttributes.getException(response).isEmpty()) {
            response.contentType(JSON).header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static byte[] body(ServerHttpRequest<?> request) {
        if (BodyKind.of(request).isForm()) {
            throw new InvalidInputException(
                    "the body is a form: send JSON, with the header \"Content-Type: application/json\"");
        }
        if (request.getContentLength() > MAX_BYTES) {
            throw tooLarge();
        }
        try (InputStream in = request.byteBody().toInputStream()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the body", e);
        }
    }

    private static AdminException tooLarge() {
        return AdminException.error(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "the body is too large: at most %d bytes are taken".formatted(MAX_BYTES));
    }
}
