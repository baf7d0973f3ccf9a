package org.scalelite.api.operator;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scalelite.common.database.PostgresRepository;

/** The work that waits in PostgreSQL: it grows when a service is stuck. */
@PostgresRepository
public abstract class BacklogRepository implements GenericRepository<BacklogRepository.Row, String> {
    private static final List<String> ARCHIVES = List.of("running", "waiting", "indexed", "failed");

    /** The states of recordings. */
    public static final List<String> RECORDINGS = List.of("published", "unpublished", "deleted");

    private static final List<String> CALLBACKS = List.of("pending", "dead", "gone");

    /** How many there are in a state. */
    @MappedEntity("recording_imports")
    record Row(@Id String state, long number) {}

    /** Archives of recordings by state: in flight, waiting for another attempt, only to be removed, or quarantined. */
    public Map<String, Long> archives() {
        return byState(ARCHIVES, countArchives());
    }

    @Query("select state, count(*) as number from recording_imports group by state"
            + " union all select 'failed', count(*) from failed_archives")
    abstract List<Row> countArchives();

    /** Callbacks that are not delivered, by state. */
    public Map<String, Long> callbacks() {
        return byState(CALLBACKS, countCallbacks());
    }

    @Query("select state, count(*) as number from outbound_callbacks where state <> 'delivered' group by state")
    abstract List<Row> countCallbacks();

    /** Recordings by state. */
    public Map<String, Long> recordings() {
        return byState(RECORDINGS, countRecordings());
    }

    @Query("select case when state = 'deleted' or deleted_at is not null then 'deleted' when published then 'published'"
            + " else 'unpublished' end as state, count(*) as number from recordings group by 1")
    abstract List<Row> countRecordings();

    /** How long the oldest pending callback has waited, in seconds; 0 without one. */
    @Query("select coalesce(extract(epoch from now() - min(created_at)), 0)::bigint from outbound_callbacks"
            + " where state = 'pending'")
    public abstract long oldestPendingSeconds();

    private static Map<String, Long> byState(List<String> states, List<Row> rows) {
        Map<String, Long> counts = new TreeMap<>();
        states.forEach(state -> counts.put(state, 0L));
        rows.forEach(row -> counts.put(row.state(), row.number()));
        return counts;
    }
}
