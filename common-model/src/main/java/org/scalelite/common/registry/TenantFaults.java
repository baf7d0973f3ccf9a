package org.scalelite.common.registry;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault.Kind;

/** What seems to be wrong with tenants, their names and their settings. */
final class TenantFaults {
    private static final int PAGE = 1_000;

    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<RegistryFault> faults = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> withSettings = new TreeSet<>();
    private final Set<String> settings = new TreeSet<>();

    TenantFaults(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<RegistryFault> find() {
        scan();
        Set<String> tenants = redis.call(commands -> commands.smembers(keys.of(RedisKey.TENANTS)));
        new Hashes(redis)
                .read(tenants, id -> keys.of(RedisKey.TENANT, id), "name", "secrets")
                .forEach(this::check);
        // Names that are put right lead to their tenant again before those that lead nowhere are removed.
        names.forEach(name -> faults.add(new RegistryFault(Kind.TENANT_NAME_LEFT, name)));
        Set<String> listed = new TreeSet<>();
        withSettings.forEach(tenant -> checkSettings(tenant, tenants.contains(tenant), listed));
        checkStraySettings(tenants, listed);
        return faults;
    }

    private void check(String id, Hashes.Fields fields) {
        if (fields.at(0).isEmpty()) {
            faults.add(new RegistryFault(Kind.TENANT_LISTED, id));
            faults.add(new RegistryFault(Kind.TENANT_WITHOUT_NAME, id));
        } else {
            faults.add(new RegistryFault(Kind.TENANT_NOT_FOUND_BY_NAME, id));
            faults.add(new RegistryFault(Kind.TENANT_NAME_SHARED, id));
        }
        if (fields.text(1).replace(":", "").isBlank()) {
            faults.add(new RegistryFault(Kind.TENANT_WITHOUT_SECRET, id));
        }
    }

    private void checkSettings(String tenant, boolean exists, Set<String> listed) {
        Set<String> own = redis.call(commands -> commands.smembers(keys.of(RedisKey.TENANT_SETTINGS, tenant)));
        listed.addAll(own);
        if (!exists) {
            faults.add(new RegistryFault(Kind.SETTINGS_OF_MISSING_TENANT, tenant));
            return;
        }
        own.stream()
                .filter(setting -> !settings.contains(setting))
                .forEach(setting -> faults.add(new RegistryFault(Kind.SETTING_LISTED, setting, tenant)));
    }

    private void checkStraySettings(Set<String> tenants, Set<String> listed) {
        settings.removeAll(listed);
        Map<String, Hashes.Fields> hashes =
                new Hashes(redis).read(settings, id -> keys.of(RedisKey.TENANT_SETTING, id), "tenant_id");
        hashes.forEach((setting, fields) -> {
            if (!fields.text(0).isEmpty() && !tenants.contains(fields.text(0))) {
                faults.add(new RegistryFault(Kind.SETTING_OF_MISSING_TENANT, setting, fields.text(0)));
            }
        });
    }

    /** The names of these keys are known from nowhere else. */
    private void scan() {
        ScanArgs ours =
                ScanArgs.Builder.matches(literally(keys.prefix()) + "tenant_*").limit(PAGE);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScanCursor from = cursor;
            KeyScanCursor<String> page = redis.call(commands -> commands.scan(from, ours));
            page.getKeys().forEach(this::sort);
            cursor = page;
        } while (!cursor.isFinished());
    }

    private void sort(String key) {
        keep(key, keys.of(RedisKey.TENANT_NAME, ""), names);
        keep(key, keys.of(RedisKey.TENANT_SETTINGS, ""), withSettings);
        keep(key, keys.of(RedisKey.TENANT_SETTING, ""), settings);
    }

    private static void keep(String key, String prefix, Set<String> rest) {
        if (key.startsWith(prefix)) {
            rest.add(key.substring(prefix.length()));
        }
    }

    private static String literally(String prefix) {
        return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }
}
