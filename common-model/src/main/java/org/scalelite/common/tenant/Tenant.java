package org.scalelite.common.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.checksum.SharedSecrets;

/**
 * A tenant, which calls under its own sub-domain (specification, section 7).
 *
 * @param settings its parameters for create and join
 * @param limits of meetings and users
 * @param lrs learning record store for reports of BBB; empty: none
 */
public record Tenant(
        String id,
        String name,
        SharedSecrets secrets,
        List<Setting> settings,
        Limits limits,
        Optional<LrsSettings> lrs) {
    public Tenant {
        settings = List.copyOf(settings);
    }

    /** A parameter of create and join: a default or an override. */
    public record Setting(String parameter, String value, boolean override) {}

    /**
     * The limits of a tenant; empty: unlimited.
     *
     * @param meetings in the whole pool
     * @param users in all of its meetings
     */
    public record Limits(Optional<Integer> meetings, Optional<Integer> users) {
        /** No limits. */
        public static Limits none() {
            return new Limits(Optional.empty(), Optional.empty());
        }
    }

    /** Parameters for those that the front-end does not give. */
    public Map<String, String> defaults() {
        return parameters(false);
    }

    /** Parameters that replace those of the front-end. */
    public Map<String, String> overrides() {
        return parameters(true);
    }

    private Map<String, String> parameters(boolean override) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (setting.override() == override) {
                parameters.put(setting.parameter(), setting.value());
            }
        }
        return parameters;
    }
}
