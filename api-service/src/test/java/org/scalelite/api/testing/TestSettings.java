package org.scalelite.api.testing;

import java.util.HashMap;
import java.util.Map;
import org.scalelite.common.config.Settings;

/** The settings of an API with a secret. */
public final class TestSettings {
    private TestSettings() {}

    /** Those with these variables, as name, value, name, value. */
    public static Settings with(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("LOADBALANCER_SECRET", "secret"));
        variables.putAll(FrontEnd.map(environment));
        return Settings.of(variables);
    }
}
