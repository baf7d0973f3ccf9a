package org.scalelite.common.hook;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;
import org.scalelite.common.server.ServerId;

/** Events that wait for hooks of front-ends, in Redis. Each hook has a queue, which one replica at a time delivers. */
@Singleton
public final class HookQueue {
    private static final RedisScript STORE = RedisScript.named("hook-store");
    private static final RedisScript CLAIM = RedisScript.named("hook-claim");
    private static final RedisScript NEXT = RedisScript.named("hook-next");
    private static final RedisScript RELEASE = RedisScript.named("hook-release");
    private static final RedisScript REMOVE = RedisScript.named("hook-remove");
    private static final RedisScript CHANGED = RedisScript.named("hooks-changed");
    private static final RedisScript WAITING = RedisScript.named("hook-waiting");
    private static final int EVENT_VALUES = 4;
    private static final int WAITING_VALUES = 5;

    private final RedisStore redis;

    /** The queues in this Redis. */
    public HookQueue(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * An event.
     *
     * @param meeting BBB's internal id of it: its events are delivered in order
     * @param timestamp when bbb-webhooks sent it, in ms
     * @param json the event or the raw message
     */
    public record Event(String meeting, long timestamp, String json) {
        /** It names users. */
        @Override
        public String toString() {
            return "event of " + meeting;
        }
    }

    /** The outcome of storing an event. */
    public sealed interface Stored {
        /** It waits for the hooks; so many older events were dropped for it. */
        record Queued(long dropped) implements Stored {}

        /** The server sent it before. */
        record Repeated() implements Stored {}

        /** It is so old that the server may have sent it before. */
        record Stale() implements Stored {}
    }

    /** Stores an event of a server for hooks of a tenant. */
    public Stored store(ServerId server, Event event, Optional<String> tenantId, Collection<Hook> hooks) {
        List<String> arguments = new ArrayList<>(List.of(
                server.value(),
                ChecksumAlgorithm.SHA1.hex(String.valueOf(event.timestamp()), event.json()),
                String.valueOf(event.timestamp()),
                tenantId.orElse(""),
                event.meeting(),
                event.json()));
        hooks.forEach(hook -> arguments.add(hook.id()));
        ScriptAnswer answer = STORE.ask(redis, arguments);
        return switch (answer.outcome()) {
            case "stored" -> new Stored.Queued(answer.number("dropped"));
            case "repeated" -> new Stored.Repeated();
            case "stale" -> new Stored.Stale();
            default -> throw answer.unknown();
        };
    }

    /** Calls a listener when a hook got an event after it had none. */
    public void listen(Runnable listener) {
        redis.listen(redis.keys().of(RedisKey.HOOK_CHANNEL), listener);
    }

    /** Tells all replicas that hooks were created or removed. */
    public void announceChange() {
        CHANGED.run(redis);
    }

    /** Calls a listener when hooks were created or removed. */
    public void listenToChanges(Runnable listener) {
        redis.listen(redis.keys().of(RedisKey.HOOK_CHANGES), listener);
    }

    /**
     * The right of one replica to deliver the events of a hook, for a limited time.
     *
     * @param owner the replica
     */
    public record Lease(String hook, Optional<String> tenantId, String owner) {
        @Override
        public String toString() {
            return hook;
        }
    }

    /** Takes leases on hooks that are due, those that waited longest first. */
    public List<Lease> claim(String owner, Duration life, int limit) {
        List<String> answer = CLAIM.run(redis, owner, String.valueOf(life.toMillis()), String.valueOf(limit));
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            Optional<String> tenant = Optional.of(answer.get(i + 1)).filter(id -> !id.isEmpty());
            leases.add(new Lease(answer.get(i), tenant, owner));
        }
        return leases;
    }

    /** An event that waits. */
    public record Waiting(String id, Event event) {}

    /**
     * The oldest events of a hook; none if another replica has the lease now, or none are left, which ends the lease.
     *
     * @param attempts that failed in a row
     */
    public record Batch(int attempts, List<Waiting> events) {
        public Batch {
            events = List.copyOf(events);
        }
    }

    /**
     * Removes events that were delivered, renews the lease and reads the oldest events; one event if the last attempt failed.
     *
     * @param delivered events of the batch before
     */
    public Batch next(Lease lease, List<Waiting> delivered, Duration life, int limit, int bytes) {
        List<String> arguments = new ArrayList<>(List.of(
                lease.hook(),
                lease.owner(),
                String.valueOf(life.toMillis()),
                String.valueOf(limit),
                String.valueOf(bytes)));
        delivered.forEach(event -> arguments.add(event.id()));
        List<String> answer = NEXT.run(redis, arguments);
        if (answer.getFirst().equals("lost")) {
            return new Batch(0, List.of());
        }
        List<Waiting> events = new ArrayList<>();
        for (int i = 2; i + EVENT_VALUES <= answer.size(); i += EVENT_VALUES) {
            Event event = new Event(answer.get(i + 1), Long.parseLong(answer.get(i + 2)), answer.get(i + 3));
            events.add(new Waiting(answer.get(i), event));
        }
        return new Batch(Integer.parseInt(answer.get(1)), events);
    }

    /**
     * Removes events that were delivered and ends a lease.
     *
     * @param delivered events of the last batch
     * @param pause until the hook is due again
     * @param error why an attempt failed, if one did
     */
    public void release(Lease lease, List<Waiting> delivered, Duration pause, Optional<String> error) {
        List<String> arguments = new ArrayList<>(
                List.of(lease.hook(), lease.owner(), String.valueOf(pause.toMillis()), error.orElse("")));
        delivered.forEach(event -> arguments.add(event.id()));
        RELEASE.run(redis, arguments);
    }

    /** Removes a hook's events. */
    public void remove(String hook) {
        REMOVE.run(redis, hook);
    }

    /**
     * The backlog of a hook.
     *
     * @param attempts that failed in a row
     * @param error of the last of them, else empty
     */
    public record Backlog(long events, long dropped, int attempts, String error) {}

    /** The backlog of each hook that has one. */
    public Map<String, Backlog> waiting() {
        return waiting(List.of());
    }

    /** The backlogs of hooks, by their ids. */
    public Map<String, Backlog> waiting(List<String> hooks) {
        List<String> answer = WAITING.run(redis, hooks);
        Map<String, Backlog> backlogs = new HashMap<>();
        for (int i = 0; i + WAITING_VALUES <= answer.size(); i += WAITING_VALUES) {
            backlogs.put(
                    answer.get(i),
                    new Backlog(
                            Long.parseLong(answer.get(i + 1)),
                            Long.parseLong(answer.get(i + 2)),
                            Integer.parseInt(answer.get(i + 3)),
                            answer.get(i + 4)));
        }
        return backlogs;
    }
}
