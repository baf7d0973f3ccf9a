package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;

/** The text tracks that were uploaded: what PostgreSQL holds is what counts, files can be written again from it. */
@Singleton
@Requires(beans = DataSource.class)
public final class TextTrackRepository {
    private final DatabaseAccess database;

    TextTrackRepository(DatabaseAccess database) {
        this.database = database;
    }

    /**
     * The tracks of a recording, without their texts.
     *
     * @param recording the id of its row
     */
    public List<TextTrack> of(long recording) {
        String sql = "select kind, lang, label, source from text_tracks where recording_id = ? order by lang, kind";
        return database.read(connection -> DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setLong(1, recording);
            List<TextTrack> tracks = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tracks.add(track(row));
                }
            }
            return tracks;
        }));
    }

    /** The tracks of a recording in one language, with their texts: no more than one of each kind. */
    public List<TextTrack.Uploaded> of(long recording, String language) {
        String sql = "select kind, lang, label, source, content from text_tracks where recording_id = ? and lang = ?"
                + " order by kind";
        return database.read(connection -> DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setLong(1, recording);
            statement.setString(2, language);
            List<TextTrack.Uploaded> tracks = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tracks.add(new TextTrack.Uploaded(track(row), row.getString(5)));
                }
            }
            return tracks;
        }));
    }

    private static TextTrack track(ResultSet row) throws SQLException {
        return new TextTrack(
                TextTrack.Kind.of(row.getString(1)).orElse(TextTrack.Kind.SUBTITLES),
                row.getString(2),
                row.getString(3),
                TextTrack.Source.of(row.getString(4)).orElse(TextTrack.Source.UPLOAD));
    }
}
