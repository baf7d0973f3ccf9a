package org.scalelite.common.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault.Kind;

/** What seems to be wrong with meetings and voice bridges. */
final class MeetingFaults {
    private static final String PRIMARY = "meeting:";
    private static final String NAMESAKE = "v2:meeting:";

    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<RegistryFault> faults = new ArrayList<>();
    private final Set<String> records = new HashSet<>();
    private final Map<String, String> bridgeOfMember = new HashMap<>();

    MeetingFaults(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<RegistryFault> find() {
        // What points to records is read before them: what is added meanwhile then has its record.
        List<String> assigned = redis.call(commands -> commands.zrange(keys.assignments(), 0, -1));
        Map<String, String> bridges = redis.call(commands -> commands.hgetall(keys.voiceBridges()));
        redis.call(commands -> commands.hgetall(keys.splits()))
                .forEach((name, server) -> faults.add(new RegistryFault(Kind.MEETING_SPLIT, name, server)));
        read(keys.meetings(), PRIMARY, keys::meeting, Kind.MEETING_LISTED, bridges);
        read(keys.namesakes(), NAMESAKE, this::namesake, Kind.NAMESAKE_LISTED, bridges);
        bridges.forEach((bridge, holder) -> {
            if (!bridgeOfMember.containsKey(holder)) {
                faults.add(new RegistryFault(Kind.BRIDGE_LEAKED, bridge));
            }
        });
        assigned.stream()
                .filter(name -> !records.contains(name))
                .forEach(name -> faults.add(new RegistryFault(Kind.ASSIGNMENT_LEFT, name)));
        return faults;
    }

    private void read(String list, String kind, UnaryOperator<String> keyOf, Kind gone, Map<String, String> bridges) {
        Set<String> members = redis.call(commands -> commands.smembers(list));
        Set<String> servers = redis.call(commands -> commands.smembers(keys.servers()));
        Map<String, Hashes.Fields> hashes = new Hashes(redis).read(members, keyOf, "server_id", "voice_bridge");
        hashes.forEach((member, fields) -> {
            String name = kind + member;
            if (fields.at(0).isEmpty()) {
                faults.add(new RegistryFault(gone, member));
                return;
            }
            records.add(name);
            bridgeOfMember.put(member, fields.text(1));
            if (!servers.contains(fields.text(0))) {
                faults.add(new RegistryFault(Kind.MEETING_ON_MISSING_SERVER, name));
            }
            if (!fields.text(1).isEmpty() && !member.equals(bridges.get(fields.text(1)))) {
                faults.add(new RegistryFault(Kind.BRIDGE_UNCLAIMED, name));
                faults.add(new RegistryFault(Kind.BRIDGE_SHARED, name));
            }
        });
    }

    private String namesake(String member) {
        int colon = member.indexOf(':');
        return keys.namesake(member.substring(0, Math.max(colon, 0)), member.substring(colon + 1));
    }
}
