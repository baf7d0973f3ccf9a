package org.scalelite.api.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;

/** A call of the admin API that the door has let in: all that a feature may see of it. */
public final class AdminRequest {
    private final Actor actor;
    private final Map<String, String> parameters;
    private final ObjectNode body;

    AdminRequest(Actor actor, Map<String, String> parameters, ObjectNode body) {
        this.actor = actor;
        this.parameters = Map.copyOf(parameters);
        this.body = body;
    }

    /** Who calls. */
    public Actor actor() {
        return actor;
    }

    /** A parameter of the query, if it says something. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A parameter that must be there.
     *
     * @throws InvalidInputException if it is not
     */
    public String required(String name) {
        return parameter(name).orElseThrow(() -> missing(name));
    }

    /**
     * A number in the query.
     *
     * @throws InvalidInputException if it is none, or out of bounds
     */
    public int number(String name, int fallback, int least, int most) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Answered below, as all that is no such number.
        }
        throw new InvalidInputException("%s is '%s', which is not allowed: give a whole number from %d to %d"
                .formatted(name, text.get(), least, most));
    }

    /**
     * The JSON of the body; fields that the type does not know are passed over, as Scalelite does.
     *
     * @throws InvalidInputException if a field is of another type
     */
    public <T> T body(Class<T> type) {
        return AdminJson.read(body, type);
    }

    /**
     * The JSON of a body whose fields stand in an object of this name, or without it at the top, as Scalelite takes them.
     *
     * @throws InvalidInputException if a field is of another type
     */
    public <T> T bodyAround(String wrapper, Class<T> type) {
        return AdminJson.read(AdminJson.wrapped(body, wrapper), type);
    }

    /** What is thrown where an input is missing. */
    public static InvalidInputException missing(String name) {
        return new InvalidInputException(name + " is missing");
    }

    /** The body may hold secrets. */
    @Override
    public String toString() {
        return "AdminRequest by " + actor;
    }
}
