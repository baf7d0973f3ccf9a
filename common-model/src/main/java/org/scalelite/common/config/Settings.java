package org.scalelite.common.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of a service, read once: every variable that is set has a value of its type, or there is no object at
 * all. Blank counts as not set, except where a variable says otherwise (specification, section 2).
 */
public final class Settings {
    private final Map<String, Object> values;
    private final Set<String> given;

    private Settings(Map<String, Object> values, Set<String> given) {
        this.values = values;
        this.given = given;
    }

    /**
     * Reads and checks all variables.
     *
     * @throws ConfigurationException with one line for each variable whose text is not allowed
     */
    public static Settings of(Map<String, String> environment) {
        Map<String, Object> values = new HashMap<>();
        Set<String> given = new HashSet<>();
        List<String> problems = new ArrayList<>();
        Map<String, String> withFiles = SecretFiles.read(environment, problems);
        for (Variable<?> variable : Variables.all()) {
            Optional<String> found = textOf(variable, withFiles);
            found.ifPresent(_ -> given.add(variable.name()));
            String text = found.orElse(variable.fallback());
            try {
                values.put(variable.name(), valueOf(variable, text));
            } catch (ValueTypes.NamedFaultException e) {
                problems.add("%s is %s, which is not allowed: %s"
                        .formatted(variable.name(), variable.type().quote(text), e.getMessage()));
            } catch (IllegalArgumentException _) {
                problems.add("%s is %s, which is not allowed: give %s"
                        .formatted(variable.name(), variable.type().quote(text), variable.allowed()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Settings(values, given);
    }

    private static Object valueOf(Variable<?> variable, String text) {
        Object value = variable.parse(text);
        if (value == null) {
            throw new IllegalStateException(variable.name() + " has no value");
        }
        return value;
    }

    private static Optional<String> textOf(Variable<?> variable, Map<String, String> environment) {
        return given(variable, variable.name(), environment)
                .or(() -> variable.alias().flatMap(alias -> given(variable, alias, environment)));
    }

    private static Optional<String> given(Variable<?> variable, String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(text -> variable.type().blankIsValue() || !text.isEmpty());
    }

    /** The value of a variable; its default if it is not set. */
    @SuppressWarnings("unchecked") // Only of() fills the map, each entry with the value of its variable's own type.
    public <T> T get(Variable<T> variable) {
        return (T) Objects.requireNonNull(values.get(variable.name()));
    }

    /** Whether a variable is set: blank counts where its type takes blank for a value. */
    public boolean isGiven(Variable<?> variable) {
        return given.contains(variable.name());
    }

    /**
     * The value of a variable that must be set.
     *
     * @throws ConfigurationException if it is not
     */
    public <T> T require(Variable<Optional<T>> variable) {
        return get(variable)
                .orElseThrow(() -> new ConfigurationException(
                        "%s is not set: give %s".formatted(variable.name(), variable.allowed())));
    }
}
