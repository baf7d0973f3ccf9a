package org.scalelite.importer.publish;

import static java.util.function.Predicate.not;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.callback.RecordingReadyCallbacks;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.TextTracks;
import org.scalelite.importer.archive.RecordingMetadata;
import org.scalelite.importer.archive.UnpackedFormat;
import org.scalelite.importer.job.Claim;
import org.scalelite.importer.job.ImportJobRepository;

/** Writes imported recordings into PostgreSQL: all of an archive in one transaction, or nothing of it. */
@Singleton
class RecordingIndexRepository {
    private final JdbcOperations database;
    private final TransactionOperations<Connection> transactions;
    private final ImportJobRepository jobs;
    private final TextTracks textTracks;
    private final RecordingReadyCallbacks callbacks;
    private final RecordingConfig config;

    RecordingIndexRepository(
            JdbcOperations database,
            TransactionOperations<Connection> transactions,
            ImportJobRepository jobs,
            TextTracks textTracks,
            RecordingReadyCallbacks callbacks,
            RecordingConfig config) {
        this.database = database;
        this.transactions = transactions;
        this.jobs = jobs;
        this.textTracks = textTracks;
        this.callbacks = callbacks;
        this.config = config;
    }

    /** Puts the files of a recording in place while its row is locked. */
    @FunctionalInterface
    interface Store {
        void store(RecordingFormats recording, boolean published) throws IOException;
    }

    /**
     * Writes the recordings of an archive. Their rows are locked from before the files are moved until they are known, so
     * that a publish or a delete at the same time comes before or after, not in between.
     *
     * @param failures what of the archive could not be imported; recordings that an operator has deleted are added
     * @param evenDeleted bring back what an operator has deleted
     * @throws DeletedRecordingException if an operator has deleted all of them
     * @throws FilesNotStoredException if the files cannot be stored; the database is as before
     */
    void index(
            List<RecordingFormats> recordings, Claim claim, List<String> failures, boolean evenDeleted, Store store) {
        transactions.executeWrite(_ -> {
            List<DeletedRecordingException> deleted = new ArrayList<>();
            for (RecordingFormats recording : recordings) {
                Row row = lock(recording.first());
                if (row.deleted() && !evenDeleted) {
                    deleted.add(new DeletedRecordingException(recording.recordId()));
                } else {
                    index(row, recording, store);
                }
            }
            if (deleted.size() == recordings.size()) {
                throw deleted.getFirst();
            }
            deleted.forEach(reason -> failures.add(reason.getMessage()));
            jobs.indexed(claim, failures);
            return recordings;
        });
    }

    private void index(Row row, RecordingFormats recording, Store store) {
        boolean chosen = row.publishUpdated() && !row.deleted();
        boolean published = chosen ? row.published() : startsPublished(recording);
        storeFiles(row, store, recording, published);
        writeRows(row, recording, published);
        RecordingMetadata first = recording.first();
        Optional<String> tenant = Optional.ofNullable(first.metadata().get(Recording.TENANT_ID));
        callbacks.imported(row.id(), first.recordId(), first.meetingId(), tenant.filter(not(String::isEmpty)));
    }

    private void writeRows(Row row, RecordingFormats recording, boolean published) {
        update(row.id(), recording.first(), published);
        for (GoodFormat format : recording.formats()) {
            writeMetadata(row.id(), format.metadata());
            writeFormat(row.id(), format.metadata());
        }
    }

    /** Writes a recording whose files are in place; whether it is published is its row's business, if it has one. */
    void indexInPlace(RecordingFormats recording, boolean published) {
        transactions.executeWrite(_ -> {
            Row row = lock(recording.first());
            writeRows(row, recording, row.isNew() ? published : row.published());
            return row;
        });
    }

    private boolean startsPublished(RecordingFormats recording) {
        return !config.importUnpublished()
                && recording.formats().stream()
                        .allMatch(format -> format.metadata().published());
    }

    private void storeFiles(Row row, Store store, RecordingFormats recording, boolean published) {
        try {
            for (UnpackedFormat files : recording.files()) {
                textTracks.restore(row.id(), files.format(), files.directory());
            }
            store.store(recording, published);
        } catch (IOException e) {
            throw new FilesNotStoredException(e);
        }
    }

    private record Row(long id, boolean published, boolean publishUpdated, boolean deleted, boolean isNew) {}

    private Row lock(RecordingMetadata recording) {
        int inserted = database.prepareStatement(
                "insert into recordings (record_id, meeting_id, protected) values (?, ?, ?) on conflict (record_id)"
                        + " do nothing",
                statement -> {
                    statement.setString(1, recording.recordId());
                    statement.setString(2, recording.meetingId());
                    statement.setBoolean(3, config.importProtected());
                    return statement.executeUpdate();
                });
        return database.prepareStatement(
                "select id, published, publish_updated, coalesce(state = 'deleted', false) or deleted_at is not null"
                        + " from recordings where record_id = ? for update",
                statement -> {
                    statement.setString(1, recording.recordId());
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        return new Row(
                                row.getLong(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), inserted == 1);
                    }
                });
    }

    private void update(long id, RecordingMetadata recording, boolean published) {
        database.prepareStatement("""
                update recordings set meeting_id = ?, name = coalesce(?, name), published = ?, state = ?,
                    participants = coalesce(?, participants), starttime = coalesce(?, starttime),
                    endtime = coalesce(?, endtime), deleted_at = null
                where id = ?
                """, statement -> {
            statement.setString(1, recording.meetingId());
            setText(statement, 2, recording.name());
            statement.setBoolean(3, published);
            statement.setString(4, (published ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED).text());
            setNumber(statement, 5, recording.participants());
            setTime(statement, 6, recording.startTime());
            setTime(statement, 7, recording.endTime());
            statement.setLong(8, id);
            return statement.executeUpdate();
        });
    }

    private void writeMetadata(long id, RecordingMetadata recording) {
        if (recording.metadata().isEmpty()) {
            return;
        }
        database.prepareStatement("""
                insert into metadata (recording_id, key, value) values (?, ?, ?)
                on conflict (recording_id, key) do update set value = excluded.value
                """, statement -> {
            for (var entry : recording.metadata().entrySet()) {
                statement.setLong(1, id);
                statement.setString(2, entry.getKey());
                statement.setString(3, entry.getValue());
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private void writeFormat(long id, RecordingMetadata recording) {
        long format = database.prepareStatement("""
                insert into playback_formats (recording_id, format, url, length, processing_time) values (?, ?, ?, ?, ?)
                on conflict (recording_id, format) do update set
                    url = excluded.url, length = excluded.length, processing_time = excluded.processing_time
                returning id
                """, statement -> {
            statement.setLong(1, id);
            statement.setString(2, recording.playback().format());
            statement.setString(3, recording.playback().url());
            statement.setInt(4, recording.playback().lengthMinutes());
            setNumber(statement, 5, recording.playback().processingTime());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
        writeThumbnails(format, recording);
    }

    private void writeThumbnails(long format, RecordingMetadata recording) {
        database.prepareStatement("delete from thumbnails where playback_format_id = ?", statement -> {
            statement.setLong(1, format);
            return statement.executeUpdate();
        });
        if (recording.playback().thumbnails().isEmpty()) {
            return;
        }
        database.prepareStatement(
                "insert into thumbnails (playback_format_id, width, height, alt, url, sequence) values (?, ?, ?, ?, ?, ?)",
                statement -> {
                    int sequence = 0;
                    for (var thumbnail : recording.playback().thumbnails()) {
                        statement.setLong(1, format);
                        setNumber(statement, 2, thumbnail.width());
                        setNumber(statement, 3, thumbnail.height());
                        setText(statement, 4, thumbnail.alt());
                        statement.setString(5, thumbnail.url());
                        statement.setInt(6, sequence++);
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                });
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> text) throws SQLException {
        if (text.isPresent()) {
            statement.setString(index, text.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }

    private static void setNumber(PreparedStatement statement, int index, Optional<Integer> number)
            throws SQLException {
        if (number.isPresent()) {
            statement.setInt(index, number.get());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    private static void setTime(PreparedStatement statement, int index, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) {
            statement.setObject(index, LocalDateTime.ofInstant(time.get(), ZoneOffset.UTC));
        } else {
            statement.setNull(index, Types.TIMESTAMP);
        }
    }
}
