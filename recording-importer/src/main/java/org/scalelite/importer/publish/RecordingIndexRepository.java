package org.scalelite.importer.publish;

import static java.util.function.Predicate.not;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.callback.RecordingReadyCallbacks;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.TextTracks;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.archive.RecordingMetadata;
import org.scalelite.importer.job.Claim;
import org.scalelite.importer.job.ImportJobRepository;
import org.scalelite.importer.publish.RecordingFormats.GoodFormat;

/** Writes imported recordings into PostgreSQL: all of an archive in one transaction, or nothing of it. */
@PostgresRepository
abstract class RecordingIndexRepository implements GenericRepository<RecordingIndexRepository.Row, Long> {
    private final ImportJobRepository jobs;
    private final TextTracks textTracks;
    private final RecordingReadyCallbacks callbacks;
    private final RecordingConfig config;

    RecordingIndexRepository(
            ImportJobRepository jobs,
            TextTracks textTracks,
            RecordingReadyCallbacks callbacks,
            RecordingConfig config) {
        this.jobs = jobs;
        this.textTracks = textTracks;
        this.callbacks = callbacks;
        this.config = config;
    }

    /** A locked row of the table. */
    @MappedEntity("recordings")
    record Row(@Id long id, boolean published, boolean publishUpdated, boolean deleted) {}

    /** Puts the files of a recording in place while its row is locked. */
    @FunctionalInterface
    interface Store {
        void store(RecordingFormats recording, boolean published) throws IOException;
    }

    /**
     * Writes the recordings of an archive. Their rows are locked from before the files are moved until they are written, so
     * that a publish or a delete at the same time comes before or after, not in between.
     *
     * @param failures what of the archive could not be imported; recordings that an operator has deleted are added
     * @param evenDeleted bring back what an operator has deleted
     * @throws DeletedRecordingException if an operator has deleted all of them
     * @throws FilesNotStoredException if the files cannot be stored; the database is as before
     */
    @Transactional
    void index(
            List<RecordingFormats> recordings, Claim claim, List<String> failures, boolean evenDeleted, Store store) {
        List<DeletedRecordingException> deleted = new ArrayList<>();
        for (RecordingFormats recording : recordings) {
            int _ = add(recording.first());
            Row row = lock(recording.recordId());
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

    /** Writes a recording whose files are in place; whether it is published is its row's business, if it has one. */
    @Transactional
    void indexInPlace(RecordingFormats recording, boolean published) {
        boolean isNew = add(recording.first()) == 1;
        Row row = lock(recording.recordId());
        writeRows(row, recording, isNew ? published : row.published());
    }

    private int add(RecordingMetadata recording) {
        return add(recording.recordId(), recording.meetingId(), config.importProtected());
    }

    @Query("""
            insert into recordings (record_id, meeting_id, protected) values (:recordId, :meetingId, :isProtected)
            on conflict (record_id) do nothing
            """)
    abstract int add(String recordId, String meetingId, boolean isProtected);

    @Query("""
            select id, coalesce(published, false) as published, coalesce(publish_updated, false) as publish_updated,
                coalesce(state = 'deleted', false) or deleted_at is not null as deleted
            from recordings where record_id = :recordId for update
            """)
    abstract Row lock(String recordId);

    private void writeRows(Row row, RecordingFormats recording, boolean published) {
        RecordingMetadata first = recording.first();
        update(
                row.id(),
                first.meetingId(),
                first.name(),
                published,
                (published ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED).text(),
                first.participants(),
                first.startTime(),
                first.endTime());
        for (GoodFormat format : recording.formats()) {
            writeMetadata(row.id(), format.metadata().metadata());
            writeFormat(row.id(), format.metadata());
        }
    }

    @Query("""
            update recordings set meeting_id = :meetingId, name = coalesce(:name, name), published = :published,
                state = :state, participants = coalesce(cast(:participants as integer), participants),
                starttime = coalesce(cast(:start as timestamptz) at time zone 'utc', starttime),
                endtime = coalesce(cast(:end as timestamptz) at time zone 'utc', endtime), deleted_at = null
            where id = :id
            """)
    abstract void update(
            long id,
            String meetingId,
            @NullableColumn Optional<String> name,
            boolean published,
            String state,
            @TypeDef(type = DataType.INTEGER, converter = OptionalConverter.class) Optional<Integer> participants,
            @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class) Optional<Instant> start,
            @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class) Optional<Instant> end);

    private void writeMetadata(long id, Map<String, String> metadata) {
        List<String> keys = List.copyOf(metadata.keySet());
        putMetadata(
                id,
                keys.toArray(String[]::new),
                keys.stream().map(metadata::get).toArray(String[]::new));
    }

    @Query("""
            insert into metadata (recording_id, key, value)
            select :id, key, value from unnest(:keys, :texts) as given (key, value)
            on conflict (recording_id, key) do update set value = excluded.value
            """)
    abstract void putMetadata(long id, String[] keys, String[] texts);

    private void writeFormat(long id, RecordingMetadata recording) {
        long format = putFormat(
                id,
                recording.playback().format(),
                recording.playback().url(),
                recording.playback().lengthMinutes(),
                recording.playback().processingTime());
        deleteThumbnails(format);
        int sequence = 0;
        for (Thumbnail thumbnail : recording.playback().thumbnails()) {
            addThumbnail(format, thumbnail.width(), thumbnail.height(), thumbnail.alt(), thumbnail.url(), sequence++);
        }
    }

    @Query("""
            insert into playback_formats (recording_id, format, url, length, processing_time)
            values (:id, :format, :url, :length, :processingTime)
            on conflict (recording_id, format) do update set
                url = excluded.url, length = excluded.length, processing_time = excluded.processing_time
            returning id
            """)
    abstract long putFormat(
            long id,
            String format,
            String url,
            int length,
            @TypeDef(type = DataType.INTEGER, converter = OptionalConverter.class) Optional<Integer> processingTime);

    @Query("delete from thumbnails where playback_format_id = :format")
    abstract void deleteThumbnails(long format);

    @Query("""
            insert into thumbnails (playback_format_id, width, height, alt, url, sequence)
            values (:format, :width, :height, :alt, :url, :sequence)
            """)
    abstract void addThumbnail(
            long format,
            @TypeDef(type = DataType.INTEGER, converter = OptionalConverter.class) Optional<Integer> width,
            @TypeDef(type = DataType.INTEGER, converter = OptionalConverter.class) Optional<Integer> height,
            @NullableColumn Optional<String> alt,
            String url,
            int sequence);

    /** An operator has deleted this recording: its archive does not bring it back (specification, 16.4). */
    static final class DeletedRecordingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeletedRecordingException(String recordId) {
            super("the recording %s was deleted; to bring it back: scalelite recordings import --force FILE"
                    .formatted(recordId));
        }
    }

    /** Files of a recording could not be put in place, so that its rows must not be written. */
    static final class FilesNotStoredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        FilesNotStoredException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
