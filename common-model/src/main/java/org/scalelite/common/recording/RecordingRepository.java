package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;

/** Recordings in PostgreSQL, with their metadata, formats and thumbnails (specification, section 4). */
@Singleton
@Requires(beans = DataSource.class)
public final class RecordingRepository {
    private static final String BY_RECORD_ID =
            "select " + RecordingRepositoryRows.COLUMNS + " from recordings r where r.record_id = ?";

    private static final String PROTECTED_FORMATS = """
            select r.record_id, f.format
            from (select id, record_id, starttime from recordings
                where protected and published and record_id is not null
                order by starttime desc nulls last, id desc limit ?) r
            join playback_formats f on f.recording_id = r.id
            where f.format is not null
            order by r.starttime desc nulls last, r.record_id, f.format
            """;

    private final DatabaseAccess database;

    /** Over this database. */
    public RecordingRepository(DatabaseAccess database) {
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

    /** What a link to a protected recording opens. */
    public record ProtectedFormat(String recordId, String format) {
        @Override
        public String toString() {
            return format + "/" + recordId;
        }
    }

    /** The formats of so many published recordings that are protected, of those with the newest start. */
    public List<ProtectedFormat> protectedFormats(int recordings) {
        return database.read(connection -> DatabaseAccess.prepared(connection, PROTECTED_FORMATS, statement -> {
            statement.setInt(1, recordings);
            List<ProtectedFormat> formats = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    formats.add(new ProtectedFormat(row.getString("record_id"), row.getString("format")));
                }
            }
            return formats;
        }));
    }
}
