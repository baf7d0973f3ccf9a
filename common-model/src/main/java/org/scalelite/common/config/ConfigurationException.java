package org.scalelite.common.config;

import java.util.List;

/** The environment is invalid; there is one line for each invalid variable. */
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

    /** One line for each problem. */
    public List<String> problems() {
        return problems;
    }
}
