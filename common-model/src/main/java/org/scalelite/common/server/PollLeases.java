package org.scalelite.common.server;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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
 * Distributes the servers among pollers, by the clock of Redis. A server is due once per interval; a poller takes a
 * lease and polls it. The lease of a dead poller expires, and its fencing number is checked by each write of a poll.
 */
@Singleton
public final class PollLeases {
    private static final RedisScript CLAIM = RedisScript.named("poll-claim");
    private static final RedisScript SEIZE = RedisScript.named("poll-seize");
    private static final RedisScript RENEW = RedisScript.named("poll-renew");
    private static final RedisScript RELEASE = RedisScript.named("poll-release");

    /** Leases are renewed about every second; after this time without a renewal another poller takes the server. */
    static final Duration TTL = Duration.ofSeconds(5);

    /** Scripts block Redis. */
    private static final int RENEW_BATCH = 100;

    private static final int CLAIM_BATCH = 20;

    private static final int FIELDS = 4;

    private static final int MISSED_POLLS = 3;
    private static final Duration SLACK = Duration.ofSeconds(15);

    /** A server that was never polled is due since the beginning of time. */
    private static final Range<Long> POLLED_BEFORE =
            Range.from(Range.Boundary.excluding(0L), Range.Boundary.unbounded());

    private final RedisStore redis;
    private final String poller = UUID.randomUUID().toString();

    public PollLeases(RedisStore redis) {
        this.redis = redis;
    }

    /** The due servers for this poller; each is due again after the interval. */
    public List<PollLease> claim(Duration interval) {
        return claim(interval, false);
    }

    /**
     * The same, and records the state of this poller for the others.
     *
     * @param isolated whether it reaches few BBB servers: then it releases its leases, and gets new ones only if all
     *     other pollers are isolated too
     */
    public List<PollLease> claim(Duration interval, boolean isolated) {
        List<PollLease> leases = new ArrayList<>();
        List<PollLease> some;
        do {
            some = claimSome(interval, isolated);
            leases.addAll(some);
        } while (some.size() == CLAIM_BATCH);
        return leases;
    }

    private List<PollLease> claimSome(Duration interval, boolean isolated) {
        String life = String.valueOf(TTL.toMillis());
        List<String> answer = CLAIM.run(
                redis,
                poller,
                String.valueOf(interval.toMillis()),
                life,
                life,
                isolated ? "1" : "0",
                String.valueOf(CLAIM_BATCH));
        List<PollLease> leases = new ArrayList<>();
        for (int i = 0; i + FIELDS <= answer.size(); i += FIELDS) {
            leases.add(lease(answer.subList(i, i + FIELDS)));
        }
        return leases;
    }

    /** Takes the lease of a server from any holder; empty if the server was not found. */
    public Optional<PollLease> seize(ServerId server) {
        List<String> answer = SEIZE.run(redis, poller, server.value(), String.valueOf(TTL.toMillis()));
        return answer.isEmpty() ? Optional.empty() : Optional.of(lease(answer));
    }

    private static PollLease lease(List<String> fields) {
        Duration timeInState = Duration.ofMillis(Long.parseLong(fields.get(3)));
        return new PollLease(new ServerId(fields.get(0)), fields.get(1), fields.get(2), timeInState);
    }

    /** Whether this poller does the housekeeping in this interval. */
    public boolean claimHousekeeping(Duration interval) {
        String key = redis.keys().of(RedisKey.HOUSEKEEPING);
        SetArgs once = SetArgs.Builder.nx().px(interval);
        boolean claimed = redis.call(commands -> commands.set(key, poller, once)) != null;
        if (!claimed && redis.call(commands -> commands.pttl(key)) > interval.toMillis()) {
            // The interval was shortened, or the clock of Redis was set back.
            redis.call(commands -> commands.pexpire(key, interval));
        }
        return claimed;
    }

    /** How long the poll of a server is overdue, of the server that has waited longest. */
    public Duration lag() {
        Instant now = redis.now();
        return redis
                .call(commands -> commands.zrangebyscoreWithScores(
                        redis.keys().of(RedisKey.POLLS_DUE), POLLED_BEFORE, Limit.from(1)))
                .stream()
                .map(server -> Duration.between(Instant.ofEpochMilli((long) server.getScore()), now))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Whether the last poll is so old that no poller can be running. */
    public static boolean isOverdue(Duration ago, Duration interval) {
        return ago.compareTo(overdueAfter(interval)) > 0;
    }

    /** The age of the last poll from which on no poller can be running. */
    public static Duration overdueAfter(Duration interval) {
        return interval.multipliedBy(MISSED_POLLS).plus(SLACK);
    }

    /** Renews leases, except lost ones. */
    public void renew(Collection<PollLease> leases) {
        leases.stream().gather(Gatherers.windowFixed(RENEW_BATCH)).forEach(some -> {
            List<String> arguments = new ArrayList<>();
            arguments.add(String.valueOf(TTL.toMillis()));
            some.forEach(lease -> arguments.addAll(List.of(lease.server().value(), lease.token())));
            RENEW.run(redis, arguments);
        });
    }

    /**
     * Releases a lease.
     *
     * @param again time until the next poll, if it is earlier than planned
     */
    public void release(PollLease lease, Optional<Duration> again) {
        RELEASE.run(
                redis,
                lease.server().value(),
                lease.token(),
                again.map(Duration::toMillis).map(String::valueOf).orElse(""));
    }

    /**
     * The lease to poll a server and write the result.
     *
     * @param token unique among the leases of the server
     * @param remembered health state of the server, as stored in Redis; empty if there is none
     * @param timeInState time since the last change of the state
     */
    public record PollLease(ServerId server, String token, String remembered, Duration timeInState) {}
}
