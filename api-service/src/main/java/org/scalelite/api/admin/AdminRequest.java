package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.admin.Actor;

/**
 * An authenticated call of the admin API, of which {@link AdminArguments} makes the arguments of controller methods.
 *
 * @param actor the caller
 */
record AdminRequest(Actor actor, Map<String, String> parameters, ObjectNode body) {
    private static final String ATTRIBUTE = AdminRequest.class.getName();

    AdminRequest {
        parameters = Map.copyOf(parameters);
    }

    void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static AdminRequest of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, AdminRequest.class)
                .orElseThrow(() -> new IllegalStateException(request.getPath() + " was not authenticated"));
    }

    /** A parameter of the query, unless it is blank. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The JSON of the body; fields that the type does not have are ignored, as in Scalelite.
     *
     * @throws org.scalelite.common.admin.InvalidInputException if a field is of another type
     */
    <T> T body(Class<T> type) {
        return AdminJson.read(body, type);
    }

    /** The body may hold secrets. */
    @Override
    public String toString() {
        return "AdminRequest by " + actor;
    }
}
