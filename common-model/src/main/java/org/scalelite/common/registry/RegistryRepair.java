package org.scalelite.common.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/**
 * Finds what is wrong in the registry, and puts right what can be put right without harm.
 *
 * <p>Reading takes many round trips, in which meetings come and go. So whatever looks wrong is looked at once more by one
 * script, which sees everything at one moment, and the same script looks before it repairs. A meeting that was given its
 * server less than a minute ago is never judged.
 */
public final class RegistryRepair {
    private static final RedisScript REPAIR = RedisScript.named("registry-repair");

    /** Faults that are looked at in one step; Redis serves others in between. */
    private static final int STEP = 200;

    private final RedisStore redis;
    private final Actor actor;

    /** The registry, for repairs on somebody's order. */
    public RegistryRepair(RedisStore redis, Actor actor) {
        this.redis = redis;
        this.actor = actor;
    }

    /** What is wrong with servers and meetings. The cost grows with the number of meetings, not of all keys. */
    public List<RegistryFault> serverAndMeetingFaults() {
        return real(Stream.of(new ServerFaults(redis).find(), new MeetingFaults(redis).find()));
    }

    /** What is wrong with tenants and their settings; looks at every key of Redis. */
    public List<RegistryFault> tenantFaults() {
        return real(Stream.of(new TenantFaults(redis).find()));
    }

    private List<RegistryFault> real(Stream<List<RegistryFault>> suspected) {
        return run(suspected.flatMap(List::stream).toList(), "");
    }

    /** Puts faults right; answers those that were there and are repaired now. */
    public List<RegistryFault> repair(List<RegistryFault> faults) {
        return run(faults.stream().filter(RegistryFault::isRepairable).toList(), actor.name());
    }

    private List<RegistryFault> run(List<RegistryFault> faults, String orderedBy) {
        List<RegistryFault> there = new ArrayList<>();
        for (int from = 0; from < faults.size(); from += STEP) {
            List<RegistryFault> step = faults.subList(from, Math.min(from + STEP, faults.size()));
            List<String> arguments = new ArrayList<>();
            arguments.add(orderedBy);
            step.forEach(fault -> arguments.addAll(List.of(fault.kind().code(), fault.subject(), fault.owner())));
            List<String> answer = REPAIR.run(redis, arguments);
            for (int i = 0; i < step.size(); i++) {
                if (answer.get(i).equals("1")) {
                    there.add(step.get(i));
                }
            }
        }
        return there;
    }
}
