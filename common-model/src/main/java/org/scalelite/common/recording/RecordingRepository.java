package org.scalelite.common.recording;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.StorableText;

/** Recordings in PostgreSQL, with their metadata, formats and thumbnails (specification, section 4). */
@PostgresRepository
public abstract class RecordingRepository implements GenericRepository<RecordingRow, Long> {

    /** The recording of this id with all that belongs to it, in any state. */
    public Optional<Recording> find(String recordId) {
        return findRow(StorableText.of(recordId)).map(RecordingRow::toRecording);
    }

    @Query("select " + RecordingRow.COLUMNS + " from recordings r where r.record_id = :recordId")
    abstract Optional<RecordingRow> findRow(String recordId);

    /** What a link to a protected recording opens. */
    @Introspected
    public record ProtectedFormat(String recordId, String format) {
        @Override
        public String toString() {
            return format + "/" + recordId;
        }
    }

    /** The formats of so many published recordings that are protected, of those with the newest start. */
    @Query("""
            select r.record_id, f.format
            from (select id, record_id, starttime from recordings
                where protected and published and record_id is not null
                order by starttime desc nulls last, id desc limit :most) r
            join playback_formats f on f.recording_id = r.id
            where f.format is not null
            order by r.starttime desc nulls last, r.record_id, f.format
            """)
    public abstract List<ProtectedFormat> protectedFormats(int most);
}
