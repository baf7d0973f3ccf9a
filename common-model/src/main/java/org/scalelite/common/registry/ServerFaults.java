package org.scalelite.common.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault.Kind;

/** What seems to be wrong with servers, and with the sets that they are members of. */
final class ServerFaults {
    private static final Set<String> STATES = Set.of("enabled", "cordoned", "disabled");

    /** The script tells which of these it is; to most servers nothing of it applies. */
    private static final List<Kind> OF_MEMBERS = List.of(
            Kind.SERVER_ENABLED_WRONGLY,
            Kind.SERVER_ENABLED_MISSING,
            Kind.SERVER_LOAD_WRONG,
            Kind.SERVER_CORDONED_LOAD_WRONG);

    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<RegistryFault> faults = new ArrayList<>();

    ServerFaults(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<RegistryFault> find() {
        Set<String> members = new TreeSet<>();
        members.addAll(redis.call(commands -> commands.smembers(keys.of(RedisKey.ENABLED_SERVERS))));
        members.addAll(redis.call(commands -> commands.zrange(keys.of(RedisKey.SERVER_LOAD), 0, -1)));
        members.addAll(redis.call(commands -> commands.zrange(keys.of(RedisKey.CORDONED_SERVER_LOAD), 0, -1)));
        Set<String> listed = redis.call(commands -> commands.smembers(keys.of(RedisKey.SERVERS)));
        members.stream()
                .filter(id -> !listed.contains(id))
                .forEach(id -> faults.add(new RegistryFault(Kind.SERVER_UNLISTED, id)));
        Map<String, Hashes.Fields> hashes =
                new Hashes(redis).read(listed, id -> keys.of(RedisKey.SERVER, id), "url", "secret", "state");
        Map<String, String> idByUrl = new HashMap<>();
        hashes.forEach((id, fields) -> {
            check(id, fields);
            fields.at(0).map(ServerFaults::normal).ifPresent(url -> {
                String other = idByUrl.putIfAbsent(url, id);
                if (other != null) {
                    faults.add(new RegistryFault(Kind.SERVER_TWICE, other, id));
                }
            });
        });
        return faults;
    }

    private void check(String id, Hashes.Fields fields) {
        if (fields.at(0).isEmpty()) {
            faults.add(new RegistryFault(Kind.SERVER_LISTED, id));
        }
        if (!isUrl(fields.text(0)) || !STATES.contains(fields.at(2).orElse("disabled"))) {
            faults.add(new RegistryFault(Kind.SERVER_UNREADABLE, id));
        }
        if (fields.text(1).isBlank()) {
            faults.add(new RegistryFault(Kind.SERVER_WITHOUT_SECRET, id));
        }
        OF_MEMBERS.forEach(kind -> faults.add(new RegistryFault(kind, id)));
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static String normal(String url) {
        return url.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }
}
