package org.scalelite.api.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.admin.InvalidInputException;

/** Reads the bodies of the admin API. */
final class AdminJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);

    private AdminJson() {}

    /**
     * The object of a body; no body is an empty one.
     *
     * @throws QueryText.MalformedException if it is no JSON
     * @throws InvalidInputException if it is JSON, but no object
     */
    static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        if (parsed(body) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException("the body is no JSON object: give one as {\"id\": …}");
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            throw new QueryText.MalformedException("a body that is no JSON");
        }
    }

    /** A body whose fields are in an object of this name, or without it at the top, as Scalelite accepts them. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Wrapped {
        String value();
    }

    private static ObjectNode wrapped(ObjectNode object, String wrapper) {
        if (object.hasNonNull(wrapper)) {
            return object;
        }
        ObjectNode outer = object.deepCopy();
        outer.set(wrapper, object);
        return outer;
    }

    /**
     * An object as a record.
     *
     * @throws InvalidInputException if a field is of another type
     */
    static <T> T read(ObjectNode object, Class<T> type) {
        try {
            Wrapped wrapper = type.getAnnotation(Wrapped.class);
            return JSON.treeToValue(wrapper == null ? object : wrapped(object, wrapper.value()), type);
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            throw new InvalidInputException(field + " cannot be read: give " + expected(e));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of a record of texts that are set, by their names in JSON. */
    static Map<String, String> texts(Object fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        JSON.<JsonNode>valueToTree(fields).properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                texts.put(field.getKey(), field.getValue().textValue());
            }
        });
        return texts;
    }

    /** A record of values by their names in JSON; what is missing is null. */
    static <T> T of(Map<String, Object> values, Class<T> type) {
        return JSON.convertValue(values, type);
    }

    private static String expected(JsonMappingException failure) {
        Class<?> type =
                failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : failure.getClass();
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == Long.class ? "a whole number" : "an object";
    }
}
