package org.scalelite.common.config;

import java.util.List;

/** A service cannot start with the environment it was given; there is one line for each wrong variable. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigurationException(String problem) {
        this(List.of(problem));
    }

    /** One line for each thing that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
