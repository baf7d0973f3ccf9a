package org.scalelite.common.server;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/**
 * Shares the servers among pollers, by Redis' clock. A server is due once an interval; whoever finds it due takes a lease and
 * polls it. The lease of a poller that died ends by itself, and its number is checked wherever a poll is written, so that
 * two pollers never both write.
 */
public final class PollLeases {
    private static final RedisScript CLAIM = RedisScript.named("poll-claim");
    private static final RedisScript SEIZE = RedisScript.named("poll-seize");
    private static final RedisScript RENEW = RedisScript.named("poll-renew");
    private static final RedisScript RELEASE = RedisScript.named("poll-release");

    /** Leases are renewed every second or so; this many may fail before a server goes to another poller. */
    static final Duration LIFE = Duration.ofSeconds(5);

    /** Redis does nothing else while a script runs. */
    private static final int RENEWED_AT_ONCE = 100;

    private static final int CLAIMED_AT_ONCE = 20;

    private static final int FIELDS = 4;

    private final RedisStore redis;
    private final String poller = UUID.randomUUID().toString();

    public PollLeases(RedisStore redis) {
        this.redis = redis;
    }

    /** This poller's share of the servers that are due; each is due again an interval later. */
    public List<PollLease> claim(Duration interval) {
        return claim(interval, false);
    }

    /**
     * The same, and other pollers are told how this one is.
     *
     * @param isolated whether it reaches few BBB servers: then it gives its leases to the other pollers, and gets new ones
     *     only if all others are isolated too
     */
    public List<PollLease> claim(Duration interval, boolean isolated) {
        List<PollLease> leases = new ArrayList<>();
        List<PollLease> some;
        do {
            some = claimSome(interval, isolated);
            leases.addAll(some);
        } while (some.size() == CLAIMED_AT_ONCE);
        return leases;
    }

    private List<PollLease> claimSome(Duration interval, boolean isolated) {
        String life = String.valueOf(LIFE.toMillis());
        List<String> answer = CLAIM.run(
                redis,
                poller,
                String.valueOf(interval.toMillis()),
                life,
                life,
                isolated ? "1" : "0",
                String.valueOf(CLAIMED_AT_ONCE));
        List<PollLease> leases = new ArrayList<>();
        for (int i = 0; i + FIELDS <= answer.size(); i += FIELDS) {
            leases.add(lease(answer.subList(i, i + FIELDS)));
        }
        return leases;
    }

    /** The lease on a server, whoever had it; empty if there is no such server. */
    public Optional<PollLease> seize(ServerId server) {
        List<String> answer = SEIZE.run(redis, poller, server.value(), String.valueOf(LIFE.toMillis()));
        return answer.isEmpty() ? Optional.empty() : Optional.of(lease(answer));
    }

    private static PollLease lease(List<String> fields) {
        Duration timeInState = Duration.ofMillis(Long.parseLong(fields.get(3)));
        return new PollLease(new ServerId(fields.get(0)), fields.get(1), fields.get(2), timeInState);
    }

    /** Whether this poller is to look after the registry in this interval. */
    public boolean claimHousekeeping(Duration interval) {
        String key = redis.keys().of(RedisKey.HOUSEKEEPING);
        SetArgs once = SetArgs.Builder.nx().px(interval);
        boolean claimed = redis.call(commands -> commands.set(key, poller, once)) != null;
        if (!claimed && redis.call(commands -> commands.pttl(key)) > interval.toMillis()) {
            // The interval is shorter now, or Redis' clock was set back.
            redis.call(commands -> commands.pexpire(key, interval));
        }
        return claimed;
    }

    /** Keeps leases; one that was lost stays lost. */
    public void renew(Collection<PollLease> leases) {
        leases.stream().gather(Gatherers.windowFixed(RENEWED_AT_ONCE)).forEach(some -> {
            List<String> arguments = new ArrayList<>();
            arguments.add(String.valueOf(LIFE.toMillis()));
            some.forEach(lease -> arguments.addAll(List.of(lease.server().value(), lease.token())));
            RENEW.run(redis, arguments);
        });
    }

    /**
     * Gives a lease back.
     *
     * @param again when the server is to be polled next, if that is sooner than planned
     */
    public void release(PollLease lease, Optional<Duration> again) {
        RELEASE.run(
                redis,
                lease.server().value(),
                lease.token(),
                again.map(Duration::toMillis).map(String::valueOf).orElse(""));
    }
}
