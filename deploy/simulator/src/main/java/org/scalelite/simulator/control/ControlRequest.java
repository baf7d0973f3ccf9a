package org.scalelite.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
        return value(name).map(JsonNode::asText).or(() -> Optional.ofNullable(query.get(name)));
    }

    int number(String name, int otherwise) {
        return value(name, JsonNode::canConvertToInt, "a whole number")
                .map(JsonNode::intValue)
                .orElse(otherwise);
    }

    boolean flag(String name) {
        return value(name, JsonNode::isBoolean, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(false);
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    private Optional<JsonNode> value(String name, Predicate<JsonNode> valid, String expected) {
        Optional<JsonNode> value = value(name);
        if (value.filter(valid.negate()).isPresent()) {
            throw new IllegalArgumentException("\"" + name + "\" must be " + expected);
        }
        return value;
    }
}
