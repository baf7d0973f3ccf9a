package org.scalelite.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalelite.simulator.http.Json;
import org.scalelite.simulator.http.QueryParameters;

/** A request to the control API with its JSON members and query parameters (BBB API reference, section 11). */
record ControlRequest(String method, List<String> path, QueryParameters query, JsonNode body) {

    static ControlRequest of(String method, URI uri, String body) throws JsonProcessingException {
        List<String> path = Arrays.stream(uri.getPath().split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        String rawQuery = uri.getRawQuery();
        JsonNode json = Json.read(body.isBlank() ? "{}" : body);
        if (!json.isObject()) {
            throw new IllegalArgumentException("The body must be a JSON object");
        }
        return new ControlRequest(method, path, QueryParameters.parse(rawQuery == null ? "" : rawQuery), json);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = body.get(name);
        if (value != null && !value.isNull()) {
            return Optional.of(value.asText());
        }
        return Optional.ofNullable(query.get(name));
    }

    int number(String name, int otherwise) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a whole number");
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("\"" + name + "\" must be true or false");
        }
        return value.booleanValue();
    }
}
