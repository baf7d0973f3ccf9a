package org.scalelite.common.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of servers and tenants at one moment, their secrets included.
 *
 * @param servers by id: url, secret, tag, load_multiplier, state, and the settings that are ours
 * @param tenants by id
 */
record RegistrySnapshot(Map<String, Map<String, String>> servers, Map<String, Tenant> tenants) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    RegistrySnapshot {
        servers = Map.copyOf(servers);
        tenants = Map.copyOf(tenants);
    }

    /**
     * A tenant.
     *
     * @param fields those of Scalelite, and the limits that are ours
     * @param settings by id: the fields of each
     */
    record Tenant(Map<String, String> fields, Map<String, Map<String, String>> settings) {
        Tenant {
            fields = Map.copyOf(fields);
            settings = Map.copyOf(settings);
        }

        @Override
        public String toString() {
            return "tenant with %d settings".formatted(settings.size());
        }
    }

    /** A server or a tenant as the script answers it. */
    private record Item(String id, Map<String, String> fields, Map<String, Map<String, String>> settings) {}

    /** From a JSON document for each server and tenant. */
    static RegistrySnapshot of(List<String> servers, List<String> tenants) {
        Map<String, Map<String, String>> fieldsOfServer = new TreeMap<>();
        Map<String, Tenant> tenantById = new TreeMap<>();
        for (String server : servers) {
            Item item = parsed(server, Item.class);
            fieldsOfServer.put(item.id(), item.fields());
        }
        for (String tenant : tenants) {
            Item item = parsed(tenant, Item.class);
            tenantById.put(item.id(), new Tenant(item.fields(), item.settings()));
        }
        return new RegistrySnapshot(fieldsOfServer, tenantById);
    }

    static RegistrySnapshot parse(String document) {
        return parsed(document, RegistrySnapshot.class);
    }

    private static <T> T parsed(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException _) {
            // Its message would quote what it could not read: secrets.
            throw new IllegalStateException("the kept servers and tenants cannot be read: delete the row of"
                    + " registry_snapshots, and a poller writes it anew");
        }
    }

    /** As one document; equal snapshots make equal documents. */
    String document() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException _) {
            throw new IllegalStateException("servers and tenants cannot be written as JSON");
        }
    }

    boolean isEmpty() {
        return servers.isEmpty() && tenants.isEmpty();
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "%d servers and %d tenants".formatted(servers.size(), tenants.size());
    }
}
