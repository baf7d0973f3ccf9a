package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Recordings in PostgreSQL, with their metadata, formats and thumbnails (specification, section 4). */
@Singleton
@Requires(beans = DataSource.class)
public class RecordingRepository {
    private final JdbcOperations database;
    private final TransactionOperations<Connection> transactions;

    RecordingRepository(JdbcOperations database, TransactionOperations<Connection> transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** The recording of this id with all that belongs to it, whatever its state. */
    public Optional<Recording> find(String recordId) {
        return transactions.executeRead(_ ->
                database.prepareStatement("select * from recordings where record_id = ?", statement -> {
                    statement.setString(1, recordId);
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() ? Optional.of(recording(row)) : Optional.empty();
                    }
                }));
    }

    private Recording recording(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new Recording(
                id,
                row.getString("record_id"),
                Optional.ofNullable(row.getString("meeting_id")).orElse(""),
                Optional.ofNullable(row.getString("name")),
                row.getBoolean("published"),
                RecordingState.of(Optional.ofNullable(row.getString("state")).orElse(""))
                        .orElse(row.getBoolean("published") ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED),
                row.getBoolean("protected"),
                instant(row, "starttime"),
                instant(row, "endtime"),
                integer(row, "participants"),
                metadata(id),
                formats(id));
    }

    private Map<String, String> metadata(long recording) {
        return database.prepareStatement("select key, value from metadata where recording_id = ?", statement -> {
            statement.setLong(1, recording);
            Map<String, String> metadata = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    metadata.put(
                            row.getString(1),
                            Optional.ofNullable(row.getString(2)).orElse(""));
                }
            }
            return metadata;
        });
    }

    private List<PlaybackFormat> formats(long recording) {
        return database.prepareStatement(
                "select id, format, url, length, processing_time from playback_formats where recording_id = ? order by format",
                statement -> {
                    statement.setLong(1, recording);
                    List<PlaybackFormat> formats = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            formats.add(new PlaybackFormat(
                                    row.getString("format"),
                                    row.getString("url"),
                                    row.getInt("length"),
                                    integer(row, "processing_time"),
                                    thumbnails(row.getLong("id"))));
                        }
                    }
                    return formats;
                });
    }

    private List<Thumbnail> thumbnails(long format) {
        return database.prepareStatement(
                "select width, height, alt, url from thumbnails where playback_format_id = ? order by sequence, id",
                statement -> {
                    statement.setLong(1, format);
                    List<Thumbnail> thumbnails = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            thumbnails.add(new Thumbnail(
                                    integer(row, "width"),
                                    integer(row, "height"),
                                    Optional.ofNullable(row.getString("alt")),
                                    row.getString("url")));
                        }
                    }
                    return thumbnails;
                });
    }

    private static Optional<Integer> integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** Times are UTC, in columns without a zone. */
    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }
}
