package org.scalelite.common.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisScan;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault.Subject;

/**
 * Finds contradictions in the registry, and repairs those that its records resolve. One script compares and repairs, a limited
 * number of subjects at a time (docs/adr/0039). A repair compares again, so that an old finding changes nothing.
 */
public final class RegistryRepair {
    private static final RedisScript REPAIR = RedisScript.named("registry-repair");

    /** Subjects in one script: a few ms, in which Redis does nothing else. */
    private static final int SLICE = 100;

    /** A meeting that was assigned so recently is neither reported nor repaired. */
    private static final Duration SKIPPED = Duration.ofMinutes(1);

    private static final String PRIMARY = RedisKey.MEETING.text("");
    private static final String SCOPED = RedisKey.TENANT_MEETING.text("");

    private final RedisStore redis;
    private final RedisNamespace keys;
    private final Actor actor;

    /** The registry; the audit log names the actor of a repair. */
    public RegistryRepair(RedisStore redis, Actor actor) {
        this.redis = redis;
        this.keys = redis.keys();
        this.actor = actor;
    }

    /** The faults of servers and meetings. The cost grows with the number of meetings, not of all keys. */
    public List<RegistryFault> serverAndMeetingFaults() {
        List<RegistryFault> faults = new ArrayList<>(serverFaults());
        RedisScan scan = new RedisScan(redis);
        Map<String, String> bridges = new TreeMap<>();
        scan.fields(keys.of(RedisKey.VOICE_BRIDGES), bridges::putAll);
        Set<String> meetings = new LinkedHashSet<>();
        scan.members(keys.of(RedisKey.MEETINGS), page -> page.forEach(id -> meetings.add(PRIMARY + id)));
        scan.members(keys.of(RedisKey.TENANT_MEETINGS), page -> page.forEach(member -> meetings.add(SCOPED + member)));
        scan.ranked(keys.of(RedisKey.ASSIGNMENTS), meetings::addAll);
        faults.addAll(find(Subject.SPLIT, redis.call(commands -> commands.hkeys(keys.of(RedisKey.SPLITS)))));
        List<RegistryFault> ofMeetings = find(Subject.MEETING, meetings);
        faults.addAll(ofMeetings);
        // The bridges of all other meetings are in order.
        ofMeetings.forEach(fault -> meetings.remove(fault.compared()));
        bridges.values().removeIf(holder -> meetings.contains(PRIMARY + holder) || meetings.contains(SCOPED + holder));
        faults.addAll(find(Subject.BRIDGE, bridges.keySet()));
        return faults;
    }

    private List<RegistryFault> serverFaults() {
        Set<String> servers =
                new TreeSet<>(redis.<Set<String>>call(commands -> commands.smembers(keys.of(RedisKey.SERVERS))));
        servers.addAll(redis.call(commands -> commands.smembers(keys.of(RedisKey.ENABLED_SERVERS))));
        servers.addAll(redis.call(commands -> commands.zrange(keys.of(RedisKey.SERVER_LOAD), 0, -1)));
        servers.addAll(redis.call(commands -> commands.zrange(keys.of(RedisKey.CORDONED_SERVER_LOAD), 0, -1)));
        return find(Subject.SERVER, servers);
    }

    /** The faults of tenants and their settings; reads the names of all keys. */
    public List<RegistryFault> tenantFaults() {
        Set<String> found = new TreeSet<>();
        new RedisScan(redis).keys(keys.prefix(), "tenant_*", found::addAll);
        Set<String> listers = rest(found, keys.of(RedisKey.TENANT_SETTINGS, ""));
        Set<String> settings = rest(found, keys.of(RedisKey.TENANT_SETTING, ""));
        listers.forEach(tenant -> settings.removeAll(
                redis.<Set<String>>call(commands -> commands.smembers(keys.of(RedisKey.TENANT_SETTINGS, tenant)))));
        List<RegistryFault> faults = new ArrayList<>(
                find(Subject.TENANT, redis.call(commands -> commands.smembers(keys.of(RedisKey.TENANTS)))));
        // A repair gives names to tenants before it removes those without one.
        faults.addAll(find(Subject.TENANT_NAME, rest(found, keys.of(RedisKey.TENANT_NAME, ""))));
        faults.addAll(find(Subject.TENANT_SETTINGS, listers));
        faults.addAll(find(Subject.TENANT_SETTING, settings));
        return faults;
    }

    private static Set<String> rest(Set<String> keys, String prefix) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Repairs these faults as far as they still exist; returns those that are repaired now. */
    public List<RegistryFault> repair(List<RegistryFault> faults) {
        List<RegistryFault> repaired = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            List<String> subjects = faults.stream()
                    .filter(RegistryFault::isRepairable)
                    .filter(fault -> fault.kind().subject() == subject)
                    .map(RegistryFault::compared)
                    .distinct()
                    .toList();
            repaired.addAll(run(actor.name(), subject, subjects, "1"::equals));
        }
        return repaired;
    }

    private List<RegistryFault> find(Subject kind, Collection<String> subjects) {
        return run("", kind, subjects, _ -> true);
    }

    private List<RegistryFault> run(
            String repairer, Subject kind, Collection<String> subjects, Predicate<String> wanted) {
        List<RegistryFault> faults = new ArrayList<>();
        subjects.stream().gather(Gatherers.windowFixed(SLICE)).forEach(slice -> {
            List<String> arguments =
                    new ArrayList<>(List.of(repairer, kind.text(), String.valueOf(SKIPPED.toMillis())));
            arguments.addAll(slice);
            List<String> answer = REPAIR.run(redis, arguments);
            for (int i = 0; i < answer.size(); i += 4) {
                if (wanted.test(answer.get(i + 3))) {
                    faults.add(new RegistryFault(
                            RegistryFault.Kind.of(answer.get(i)), answer.get(i + 1), answer.get(i + 2)));
                }
            }
        });
        return faults;
    }
}
