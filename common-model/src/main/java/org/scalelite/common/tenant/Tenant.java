package org.scalelite.common.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.checksum.SharedSecrets;

/**
 * Who may call under a sub-domain of its own (specification, section 7).
 *
 * @param settings its parameters for create and join
 * @param limits how much it may use
 * @param lrs where BBB reports what its users learn; empty: nowhere
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

    /** A parameter of create and join: a default, or one that wins over the front-end's. */
    public record Setting(String parameter, String value, boolean override) {}

    /**
     * How much a tenant may use at a time; empty: as much as it likes.
     *
     * @param meetings in all of the pool
     * @param users in all of its meetings
     */
    public record Limits(Optional<Integer> meetings, Optional<Integer> users) {
        /** None. */
        public static Limits none() {
            return new Limits(Optional.empty(), Optional.empty());
        }
    }

    /** Parameters that count where the front-end gave none. */
    public Map<String, String> defaults() {
        return parameters(false);
    }

    /** Parameters that win over the front-end's. */
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
