package org.scalelite.importer.check;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scalelite.common.database.DatabaseAccess;

/** What the database knows of files, a chunk at a time. */
@Singleton
final class RecordingCheckRepository {
    private static final int CHUNK = 500;

    private final DatabaseAccess database;

    RecordingCheckRepository(DatabaseAccess database) {
        this.database = database;
    }

    /** The recordings that follow this one, in the order of their ids. */
    List<KnownRecording> after(long id) {
        return database.read(connection -> DatabaseAccess.prepared(connection, """
                select id, record_id, published, coalesce(state = 'deleted', false) or deleted_at is not null as gone,
                    array(select format from playback_formats where recording_id = recordings.id order by format) as formats
                from recordings where id > ? order by id limit ?
                """, statement -> {
            statement.setLong(1, id);
            statement.setInt(2, CHUNK);
            List<KnownRecording> recordings = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    recordings.add(new KnownRecording(
                            row.getLong("id"),
                            row.getString("record_id"),
                            row.getBoolean("published"),
                            row.getBoolean("gone"),
                            Arrays.asList((String[]) row.getArray("formats").getArray())));
                }
            }
            return recordings;
        }));
    }

    /** Those of the recordings that have this format, and those that were deleted. */
    Set<String> known(String format, List<String> recordIds) {
        return database.read(connection -> DatabaseAccess.prepared(connection, """
                select record_id from recordings r where record_id = any (?) and (
                    state = 'deleted' or deleted_at is not null
                    or exists (select 1 from playback_formats where recording_id = r.id and format = ?))
                """, statement -> {
            statement.setArray(1, connection.createArrayOf("varchar", recordIds.toArray()));
            statement.setString(2, format);
            Set<String> known = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    known.add(row.getString(1));
                }
            }
            return known;
        }));
    }
}
