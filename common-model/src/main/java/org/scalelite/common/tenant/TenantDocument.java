package org.scalelite.common.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scalelite.common.config.EnumText;

/** A tenant in the JSON of the scripts. */
record TenantDocument(String id, Map<String, String> fields, Map<String, Map<String, String>> settings) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    static TenantEntry read(String json) {
        try {
            return JSON.readValue(json, TenantDocument.class).entry();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tenant in Redis cannot be read", e);
        }
    }

    private TenantEntry entry() {
        Map<TenantField, String> known = new EnumMap<>(TenantField.class);
        fields.forEach(
                (name, value) -> EnumText.find(TenantField.class, name).ifPresent(field -> known.put(field, value)));
        List<TenantEntry.Setting> read = settings.entrySet().stream()
                .filter(setting -> setting.getValue().containsKey("param"))
                .map(setting -> new TenantEntry.Setting(setting.getKey(), setting(setting.getValue())))
                .toList();
        return new TenantEntry(id, known, read);
    }

    private static Tenant.Setting setting(Map<String, String> hash) {
        return new Tenant.Setting(
                hash.getOrDefault("param", ""),
                hash.getOrDefault("value", ""),
                Boolean.parseBoolean(hash.getOrDefault("override", "false")));
    }
}
