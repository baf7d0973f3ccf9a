package org.scalelite.common.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.registry.RegistrySnapshotRepository.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of the settings of servers and tenants in PostgreSQL, and restores an emptied Redis from it. Redis takes
 * precedence wherever it has something.
 *
 * <p>A round asks Redis whether it has changed, with one small command. PostgreSQL is asked only then, and once an interval,
 * because Scalelite leaves no trace of its changes. Rounds run one at a time on a thread of their own, so that polling neither
 * waits for PostgreSQL nor fails with it.
 */
public final class RegistryKeeper implements AutoCloseable {
    /** How long PostgreSQL may take for a connection, and for each answer. */
    public static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RegistryKeeper.class);
    private final LiveRegistry live;
    private final Optional<RegistrySnapshotRepository> snapshots;
    private final Duration interval;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    private Optional<LiveRegistry.Look> settled = Optional.empty();
    private long settledAt;
    private boolean prepared;
    private boolean failing;
    private boolean warnedThatEmpty;

    private RegistryKeeper(LiveRegistry live, Optional<RegistrySnapshotRepository> snapshots, Duration interval) {
        this.live = live;
        this.snapshots = snapshots;
        this.interval = interval;
    }

    /**
     * A keeper for this Redis.
     *
     * @param snapshots empty if PostgreSQL is switched off or not configured: the keeper does nothing then
     */
    public static RegistryKeeper of(
            Settings settings, RedisStore redis, Optional<RegistrySnapshotRepository> snapshots) {
        return new RegistryKeeper(new LiveRegistry(redis), snapshots, settings.get(Variables.POLL_INTERVAL));
    }

    /**
     * Makes the first round before anything else is done; without PostgreSQL it is over within seconds.
     *
     * @throws ConfigurationException if a newer version of the suite has changed the tables
     */
    public void start() {
        if (snapshots.isEmpty()) {
            LOG.info(
                    "There is no copy of servers and tenants in PostgreSQL: DB_DISABLED is true, or DATABASE_URL not set");
            return;
        }
        try {
            prepared = snapshots.get().isPrepared();
        } catch (ConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("PostgreSQL is unavailable at the start", e);
        }
        if (underWay.compareAndSet(false, true)) {
            round(snapshots.get());
        }
    }

    /** Makes a round unless one is under way; to be called about once a second. It neither waits nor fails. */
    public void sync() {
        if (snapshots.isPresent() && underWay.compareAndSet(false, true)) {
            thread.execute(() -> round(snapshots.get()));
        }
    }

    /** Lets a round that is under way end; each of its steps has a deadline. */
    @Override
    public void close() {
        thread.close();
    }

    private void round(RegistrySnapshotRepository kept) {
        try {
            LiveRegistry.Look look = live.look();
            if (isDue(look)) {
                settle(kept, look);
            }
        } catch (RedisUnavailableException e) {
            // The poll loop logs it.
            LOG.debug("Redis is unavailable", e);
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            underWay.set(false);
        }
    }

    private boolean isDue(LiveRegistry.Look look) {
        return !settled.equals(Optional.of(look)) || System.nanoTime() - settledAt >= interval.toNanos();
    }

    private void settle(RegistrySnapshotRepository kept, LiveRegistry.Look look) {
        prepared = prepared || kept.isPrepared();
        if (!prepared) {
            throw new IllegalStateException("its tables are not up to date; the API or an importer sees to that");
        }
        Optional<Change> change = kept.decide(new Reconciliation(live, look));
        recover();
        change.ifPresent(this::say);
        // What was changed after the look makes the next one differ.
        settled = change.filter(RegistryKeeper::settles).map(_ -> look);
        settledAt = System.nanoTime();
    }

    /** The look after a restored loss equals the look after the next one. */
    private static boolean settles(Change change) {
        return switch (change) {
            case Change.Confirmed _, Change.Replaced _, Change.Nothing _ -> true;
            case Change.Restored _, Change.LostMeanwhile _ -> false;
        };
    }

    private void say(Change change) {
        switch (change) {
            case Change.Confirmed _, Change.LostMeanwhile _ -> {}
            case Change.Nothing _ -> {
                if (!warnedThatEmpty) {
                    LOG.info("Redis has no servers, and PostgreSQL has none to put back");
                }
                warnedThatEmpty = true;
            }
            case Change.Restored(var counts, var savedAt) ->
                LOG.warn(
                        "Redis had lost its servers: put back {} servers and {} tenants, as saved at {}",
                        counts.servers(),
                        counts.tenants(),
                        savedAt);
            case Change.Replaced(var copy, var earlierIsKept) -> {
                if (earlierIsKept) {
                    LOG.warn(
                            "Redis was emptied by hand, or is another Redis: its {} are kept now, what was kept before is put"
                                    + " aside (registry_snapshots.earlier_document)",
                            copy.content());
                } else {
                    LOG.debug("Kept {}", copy.content());
                }
            }
        }
    }

    private void fail(RuntimeException failure) {
        if (!failing) {
            LOG.warn(
                    "The copy of servers and tenants in PostgreSQL cannot be kept, so an emptied Redis would stay empty;"
                            + " polling goes on: {}",
                    failure.getMessage());
        }
        LOG.debug("The copy of servers and tenants cannot be kept", failure);
        failing = true;
    }

    private void recover() {
        if (failing) {
            LOG.info("The copy of servers and tenants in PostgreSQL is kept again");
        }
        failing = false;
    }
}
