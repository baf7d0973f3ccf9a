package org.scalelite.common.recording;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.repository.GenericRepository;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.recording.RecordingQuery.Page;

/**
 * Finds recordings that can be played in some format, and deleted ones if they are asked for, newest start first; PostgreSQL
 * filters, orders, pages and counts.
 *
 * <p>A reader that stops in the middle of a long list keeps no connection: each chunk is a statement of its own that
 * continues behind the last recording of the one before.
 */
@PostgresRepository
public abstract class RecordingSearchRepository implements GenericRepository<RecordingRow, Long> {
    private static final String NEWEST_FIRST = " order by r.starttime desc, r.id desc";

    /** A page of 25 is found in a millisecond, but counting all recordings reads all of them. */
    private static final Duration TOTAL_MAX_AGE = Duration.ofSeconds(2);

    private static final int TOTALS = 1_000;

    private final JdbcOperations database;
    private final Cache<RecordingQuery, Long> totals = Caffeine.newBuilder()
            .expireAfterWrite(TOTAL_MAX_AGE)
            .maximumSize(TOTALS)
            .build();

    RecordingSearchRepository(JdbcOperations database) {
        this.database = database;
    }

    /**
     * Some of the recordings found.
     *
     * @param total how many there are on all pages, not older than two seconds
     */
    public record Found(List<Recording> recordings, long total) {
        public Found {
            recordings = List.copyOf(recordings);
        }
    }

    public Found page(RecordingQuery query, Page page) {
        List<Recording> recordings =
                select(RecordingRepositoryFilter.of(query), " offset " + page.offset(), page.limit());
        boolean last = recordings.size() < page.limit() && (!recordings.isEmpty() || page.offset() == 0);
        return new Found(recordings, last ? (long) page.offset() + recordings.size() : totals.get(query, this::count));
    }

    /** So many recordings that follow one of the list, or the first ones. */
    public List<Recording> after(RecordingQuery query, Optional<Recording> last, int limit) {
        RecordingRepositoryFilter filter = RecordingRepositoryFilter.of(query);
        last.ifPresent(filter::behind);
        return select(filter, "", limit);
    }

    /** After a change of this process, the next answer has the totals that follow from it. */
    void forgetTotals() {
        totals.invalidateAll();
    }

    private long count(RecordingQuery query) {
        RecordingRepositoryFilter filter = RecordingRepositoryFilter.of(query);
        return database.execute(connection -> filter.run(connection, filter.count(), rows -> {
            rows.next();
            return rows.getLong(1);
        }));
    }

    /** What belongs to the recordings is read for those of the page only, not for those before it. */
    private List<Recording> select(RecordingRepositoryFilter filter, String offset, int limit) {
        String sql = "select " + RecordingRow.COLUMNS + " from (select r.* " + filter.fromWhere() + NEWEST_FIRST
                + " limit " + limit + offset + ") r" + NEWEST_FIRST;
        return database.execute(connection -> filter.run(connection, sql, this::recordings));
    }

    private List<Recording> recordings(ResultSet rows) {
        return database.entityStream(rows, RecordingRow.class)
                .map(RecordingRow::toRecording)
                .toList();
    }
}
