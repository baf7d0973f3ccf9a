package org.scalelite.common.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalelite.common.redis.RedisInfo;
import org.scalelite.common.text.Amounts;

/** Whether Redis is fit to hold the registry. */
final class RedisCheck {
    private static final int OLDEST = 5;
    private static final int BUSY_PERCENT = 80;
    private static final int FULL_PERCENT = 95;
    private static final Duration SLOW = Duration.ofMillis(100);

    private final String where;
    private final RedisInfo redis;
    private final List<Finding> findings = new ArrayList<>();

    private RedisCheck(String where, RedisInfo redis) {
        this.where = where;
        this.redis = redis;
    }

    static List<Finding> run(String where, RedisInfo redis) {
        RedisCheck check = new RedisCheck(where, redis);
        check.role();
        check.persistence();
        check.memory();
        check.release();
        check.findings.addFirst(Finding.ok(
                where, "Redis %s answers in %s".formatted(redis.version(), Amounts.milliseconds(redis.roundTrip()))));
        return check.findings;
    }

    private void role() {
        if (!redis.primary()) {
            problem("is a replica: nothing can be changed in it", "let REDIS_URL name the primary");
        } else if (redis.lackingReplicas() > 0) {
            problem(
                    "takes no writes: its min-replicas-to-write wants %s more"
                            .formatted(Amounts.count(redis.lackingReplicas(), "replica")),
                    "start the replicas; their 'masterauth', and 'info replication' there");
        } else if (!redis.takesWrites()) {
            problem(
                    "does not take writes: it is full or cannot write to its disk",
                    "see its log, used_memory and maxmemory; 'config get stop-writes-on-bgsave-error'");
        }
    }

    private void persistence() {
        if (!redis.appendOnly() && !redis.snapshots().orElse(true)) {
            problem(
                    "writes nothing to its disk: a restart loses all servers, tenants and meetings",
                    "set 'appendonly yes' in redis.conf and by 'config set appendonly yes'");
        } else if (!redis.appendOnly()) {
            findings.add(Finding.note(
                    where, "only takes snapshots: a crash loses what came after the last one ('appendonly yes')"));
        }
        redis.failedWrites()
                .forEach((write, status) -> problem(
                        "could not write to its disk (%s is %s)".formatted(write, status),
                        "make room on the disk that 'config get dir' names, and see its log"));
    }

    private void memory() {
        boolean limited = redis.maxMemory() > 0;
        if (!redis.evictionPolicy().equals("noeviction")) {
            String what = "maxmemory-policy is %s: %s"
                    .formatted(
                            redis.evictionPolicy(),
                            limited
                                    ? "running meetings are forgotten when it is full"
                                    : "meetings would be forgotten, had it a limit");
            String cure = "set 'maxmemory-policy noeviction' in redis.conf and by 'config set'";
            findings.add(limited ? Finding.problem(where, what, cure) : Finding.warning(where, what, cure));
        }
        long percent = limited ? redis.usedMemory() * 100 / redis.maxMemory() : 0;
        if (percent >= BUSY_PERCENT) {
            String what = "uses %d %% of its maxmemory of %s".formatted(percent, Amounts.bytes(redis.maxMemory()));
            String cure = "raise maxmemory, or find out who else keeps data there: 'redis-cli --bigkeys'";
            findings.add(
                    percent >= FULL_PERCENT ? Finding.problem(where, what, cure) : Finding.warning(where, what, cure));
        }
    }

    private void release() {
        String major = redis.version().replaceFirst("\\..*", "");
        if (major.matches("[0-9]{1,3}") && Integer.parseInt(major) < OLDEST) {
            problem("is release %s, on which the scripts do not run".formatted(redis.version()), "update it");
        }
        if (redis.roundTrip().compareTo(SLOW) > 0) {
            findings.add(Finding.warning(
                    where,
                    String.format(Locale.ROOT, "takes %s to answer", Amounts.milliseconds(redis.roundTrip())),
                    "every call waits for it: run it near, and see 'redis-cli --latency' and 'slowlog get'"));
        }
    }

    private void problem(String what, String cure) {
        findings.add(Finding.problem(where, what, cure));
    }
}
