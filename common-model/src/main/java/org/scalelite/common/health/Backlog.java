package org.scalelite.common.health;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;

/** The backlog of recordings and callbacks in PostgreSQL. */
@Singleton
@Requires(beans = DataSource.class)
public final class Backlog {
    private final DatabaseAccess database;

    Backlog(DatabaseAccess database) {
        this.database = database;
    }

    /** Archives of recordings by state: in flight, waiting for another attempt, only to be removed, or quarantined. */
    public Map<String, Long> archives() {
        return counts(
                "select state, count(*) from recording_imports group by state"
                        + " union all select 'failed', count(*) from failed_archives",
                "running",
                "waiting",
                "indexed",
                "failed");
    }

    /** Callbacks that are not delivered, by state. */
    public Map<String, Long> callbacks() {
        return counts(
                "select state, count(*) from outbound_callbacks where state <> 'delivered' group by state",
                "pending",
                "dead",
                "gone");
    }

    private Map<String, Long> counts(String sql, String... states) {
        return database.read(connection -> DatabaseAccess.prepared(connection, sql, statement -> {
            Map<String, Long> counts = new TreeMap<>();
            for (String state : states) {
                counts.put(state, 0L);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
            return counts;
        }));
    }
}
