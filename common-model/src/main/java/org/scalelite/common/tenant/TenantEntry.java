package org.scalelite.common.tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant for operators: with its secrets in plain text, and also without any.
 *
 * @param fields values; {@link TenantField#NAME} and {@link TenantField#SECRETS} may be missing in inconsistent data
 * @param settings in no particular order
 */
public record TenantEntry(String id, Map<TenantField, String> fields, List<Setting> settings) {
    public TenantEntry {
        fields = Map.copyOf(fields);
        settings = List.copyOf(settings);
    }

    public record Setting(String id, Tenant.Setting content) {}

    /** A field, if it is not empty. */
    public Optional<String> get(TenantField field) {
        return Optional.ofNullable(fields.get(field)).filter(value -> !value.isBlank());
    }

    /** The name, or an empty text. */
    public String name() {
        return get(TenantField.NAME).orElse("");
    }

    @Override
    public String toString() {
        return "tenant " + id + " (" + name() + ")";
    }
}
