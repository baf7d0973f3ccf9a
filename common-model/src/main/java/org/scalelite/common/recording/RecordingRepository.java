package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;

/** Recordings in PostgreSQL, with their metadata, formats and thumbnails (specification, section 4). */
@Singleton
@Requires(beans = DataSource.class)
public final class RecordingRepository {
    private static final String BY_RECORD_ID =
            "select " + RecordingRepositoryRows.COLUMNS + " from recordings r where r.record_id = ?";

    private final DatabaseAccess database;

    RecordingRepository(DatabaseAccess database) {
        this.database = database;
    }

    /** The recording of this id with all that belongs to it, whatever its state. */
    public Optional<Recording> find(String recordId) {
        String wanted = StorableText.of(recordId);
        return database.read(connection -> DatabaseAccess.prepared(connection, BY_RECORD_ID, statement -> {
            statement.setString(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(RecordingRepositoryRows.recording(row)) : Optional.empty();
            }
        }));
    }
}
