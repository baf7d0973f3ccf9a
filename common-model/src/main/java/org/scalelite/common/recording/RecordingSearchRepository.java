package org.scalelite.common.recording;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.recording.RecordingQuery.Page;

/**
 * Finds recordings that can be played in some format, and deleted ones if they are asked for, newest start first; PostgreSQL filters, orders, pages and counts.
 *
 * <p>Nothing that was left out in the middle of a long list keeps a connection: each chunk is a statement of its own that
 * goes on behind the last recording of the one before.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class RecordingSearchRepository {
    private static final String NEWEST_FIRST = " order by r.starttime desc, r.id desc";

    /** A page of 25 is found in a millisecond, but counting all recordings looks at all of them. */
    private static final Duration TOTAL_MAX_AGE = Duration.ofSeconds(2);

    private static final int TOTALS = 1_000;

    private final DatabaseAccess database;
    private final Cache<RecordingQuery, Long> totals = Caffeine.newBuilder()
            .expireAfterWrite(TOTAL_MAX_AGE)
            .maximumSize(TOTALS)
            .build();

    /** Over this database. */
    public RecordingSearchRepository(DatabaseAccess database) {
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

    /** One page. */
    public Found page(RecordingQuery query, Page page) {
        List<Recording> recordings = database.read(connection -> page(connection, query, page));
        boolean last = recordings.size() < page.limit() && (!recordings.isEmpty() || page.offset() == 0);
        return new Found(recordings, last ? (long) page.offset() + recordings.size() : totals.get(query, this::count));
    }

    /** So many recordings that follow one of the list, or the first ones. */
    public List<Recording> after(RecordingQuery query, Optional<Recording> last, int limit) {
        return database.read(connection -> {
            RecordingRepositoryFilter filter = RecordingRepositoryFilter.of(query);
            last.ifPresent(filter::behind);
            return select(connection, filter, "", limit);
        });
    }

    /** After a change of this process, the next answer has the totals that follow from it. */
    void forgetTotals() {
        totals.invalidateAll();
    }

    private static List<Recording> page(Connection connection, RecordingQuery query, Page page) throws SQLException {
        RecordingRepositoryFilter filter = RecordingRepositoryFilter.of(query);
        return select(connection, filter, " offset " + page.offset(), page.limit());
    }

    private long count(RecordingQuery query) {
        return database.read(connection -> {
            RecordingRepositoryFilter filter = RecordingRepositoryFilter.of(query);
            return DatabaseAccess.prepared(connection, filter.count(), statement -> {
                filter.bind(statement);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            });
        });
    }

    /** What belongs to the recordings is fetched for those of the page only, not for those before it. */
    private static List<Recording> select(
            Connection connection, RecordingRepositoryFilter filter, String offset, int limit) throws SQLException {
        String sql = "select " + RecordingRepositoryRows.COLUMNS + " from (select r.* " + filter.fromWhere()
                + NEWEST_FIRST + " limit " + limit + offset + ") r" + NEWEST_FIRST;
        return DatabaseAccess.prepared(connection, sql, statement -> {
            filter.bind(statement);
            List<Recording> recordings = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    recordings.add(RecordingRepositoryRows.recording(row));
                }
            }
            return recordings;
        });
    }
}
