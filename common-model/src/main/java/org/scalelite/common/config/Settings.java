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
 * The environment of a service, parsed once: each variable has a valid value, otherwise construction fails. A blank
 * variable is not set, unless its type allows blank (specification, section 2).
 */
public final class Settings {
    private final Map<String, Object> values;
    private final Set<String> given;
    private final List<String> remarks;

    private Settings(Map<String, Object> values, Set<String> given, List<String> remarks) {
        this.values = values;
        this.given = given;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Parses and validates all variables.
     *
     * @throws ConfigurationException with one line for each invalid variable
     */
    public static Settings of(Map<String, String> environment) {
        Map<String, Object> values = new HashMap<>();
        Set<String> given = new HashSet<>();
        List<String> problems = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Map<String, String> withFiles = SecretFiles.read(environment, problems);
        for (Variable<?> variable : Variables.all()) {
            Optional<String> found = textOf(variable, withFiles);
            found.ifPresent(_ -> given.add(variable.name()));
            String text = found.orElse(variable.fallback());
            problemWith(variable, text, values)
                    .ifPresentOrElse(problems::add, () -> remark(variable, text).ifPresent(remarks::add));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Settings(values, given, remarks);
    }

    /** Adds the value of a variable, or returns why it is invalid. */
    private static Optional<String> problemWith(Variable<?> variable, String text, Map<String, Object> values) {
        if (variable.type().secret() && StrayText.isOnlyComment(text)) {
            return Optional.of("%s is a comment, which is not allowed: give %s, and comments a line of their own"
                    .formatted(variable.name(), variable.allowed()));
        }
        try {
            values.put(variable.name(), valueOf(variable, text));
            return Optional.empty();
        } catch (ValueTypes.NamedFaultException e) {
            return Optional.of("%s is %s, which is not allowed: %s"
                    .formatted(variable.name(), variable.type().quote(text), e.getMessage()));
        } catch (IllegalArgumentException _) {
            return Optional.of("%s is %s, which is not allowed: give %s%s"
                    .formatted(
                            variable.name(),
                            variable.type().quote(text),
                            variable.allowed(),
                            StrayText.remark(text)
                                    .map(remark -> "; it " + remark)
                                    .orElse("")));
        }
    }

    /** Other types reject stray text; a secret may be any text. */
    private static Optional<String> remark(Variable<?> variable, String text) {
        return Optional.of(text)
                .filter(_ -> variable.type().secret())
                .flatMap(StrayText::remark)
                .map(remark -> variable.name() + " " + remark);
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

    /** Warnings about suspicious values, one line each with a remedy, without secrets. */
    public List<String> remarks() {
        return remarks;
    }

    /** Whether a variable is set; blank counts if its type allows blank. */
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
