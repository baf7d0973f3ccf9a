package org.scalelite.common.registry;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.Schema;

/** The snapshots of servers and tenants in PostgreSQL, one for each namespace of Redis. */
@PostgresRepository
public abstract class RegistrySnapshotRepository implements GenericRepository<RegistrySnapshotRepository.Row, String> {
    /** A key of PostgreSQL's advisory locks. They end with their transaction, even if this process is killed. */
    private static final long LOCK = 0x52_45_47_49_53_54_52_59L;

    /** Redis is read under the lock; a process that hangs there loses it. */
    private static final Duration IDLE_DEADLINE = Duration.ofSeconds(10);

    private final JdbcOperations database;
    private final String namespace;

    RegistrySnapshotRepository(JdbcOperations database, Settings settings) {
        this.database = database;
        this.namespace = settings.get(Variables.REDIS_NAMESPACE);
    }

    /** A row of the table. */
    @MappedEntity("registry_snapshots")
    record Row(@Id String namespace, String mark, String document, Instant savedAt, long unconfirmed) {
        Kept toKept() {
            return new Kept(mark, RegistrySnapshot.parse(document), savedAt, Duration.ofSeconds(unconfirmed));
        }
    }

    /**
     * A snapshot that is kept.
     *
     * @param unconfirmed how long ago it was last found to be what Redis has
     */
    record Kept(String generationId, RegistrySnapshot content, Instant savedAt, Duration unconfirmed) {}

    /** What becomes of a snapshot. */
    sealed interface Change {
        /** There is none, and nothing to make one of. */
        record Nothing() implements Change {}

        /** It stays: Redis has lost everything while it was looked at. */
        record LostMeanwhile() implements Change {}

        /** It is what Redis has. */
        record Confirmed() implements Change {}

        /** Redis has got it back. */
        record Restored(LiveRegistry.Restored counts, Instant savedAt) implements Change {}

        /**
         * Redis has something else.
         *
         * @param earlierIsKept whether what was kept is another Redis', and is to be found further on
         */
        record Replaced(LiveRegistry.Copy copy, boolean earlierIsKept) implements Change {}
    }

    /** What a person may want to know of a snapshot. */
    public record Standing(int servers, int tenants, Duration unconfirmed) {}

    /** The content of the snapshot, if there is one. */
    public Optional<Standing> standing() {
        return find(namespace)
                .map(Row::toKept)
                .map(kept -> new Standing(
                        kept.content().servers().size(),
                        kept.content().tenants().size(),
                        kept.unconfirmed()));
    }

    /**
     * Whether the tables are as this version needs them.
     *
     * @throws org.scalelite.common.config.ConfigurationException if a newer version of the suite has changed them
     */
    boolean isPrepared() {
        return database.execute(Schema::isCurrent);
    }

    /**
     * Decides under a lock what becomes of the snapshot. The decision reads Redis: the process that writes last has also read
     * last, so that nothing old replaces something newer.
     *
     * @return what was decided; empty if another process has the lock
     */
    @Transactional
    Optional<Change> decide(Function<Optional<Kept>, Change> decision) {
        String _ = limitIdleTime(String.valueOf(IDLE_DEADLINE.toMillis()));
        if (!lock(LOCK)) {
            return Optional.empty();
        }
        Change change = decision.apply(find(namespace).map(Row::toKept));
        switch (change) {
            case Change.Nothing _, Change.LostMeanwhile _ -> {}
            case Change.Confirmed _ -> confirm(namespace);
            case Change.Restored _ -> restored(namespace);
            case Change.Replaced(var copy, var earlierIsKept) ->
                replace(namespace, copy.generationId(), copy.content().document(), earlierIsKept);
        }
        return Optional.of(change);
    }

    @Query("select set_config('idle_in_transaction_session_timeout', :millis, true)")
    abstract String limitIdleTime(String millis);

    @Query("select pg_try_advisory_xact_lock(:key)")
    abstract boolean lock(long key);

    @Query("""
            select namespace, mark, document, saved_at,
                cast(extract(epoch from now() - confirmed_at) as bigint) as unconfirmed
            from registry_snapshots where namespace = :namespace
            """)
    abstract Optional<Row> find(String namespace);

    @Query("update registry_snapshots set confirmed_at = now() where namespace = :namespace")
    abstract void confirm(String namespace);

    @Query("update registry_snapshots set restored_at = now() where namespace = :namespace")
    abstract void restored(String namespace);

    @Query("""
            insert into registry_snapshots as kept (namespace, mark, document) values (:namespace, :mark, :document)
            on conflict (namespace) do update set
                mark = excluded.mark, document = excluded.document, saved_at = now(), confirmed_at = now(),
                earlier_document = case when :earlierIsKept then kept.document else kept.earlier_document end,
                earlier_saved_at = case when :earlierIsKept then kept.saved_at else kept.earlier_saved_at end
            """)
    abstract void replace(String namespace, String mark, String document, boolean earlierIsKept);
}
