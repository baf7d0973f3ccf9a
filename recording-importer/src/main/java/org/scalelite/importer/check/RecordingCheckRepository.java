package org.scalelite.importer.check;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Set;
import org.scalelite.common.database.PostgresRepository;

/** Which recordings and formats the database has, a chunk at a time. */
@PostgresRepository
interface RecordingCheckRepository extends GenericRepository<RecordingCheckRepository.KnownRecording, Long> {

    /** Up to 500 recordings that follow this one, in the order of their ids. */
    @Query("""
            select id, coalesce(record_id, '') as record_id, coalesce(published, false) as published,
                coalesce(state = 'deleted', false) or deleted_at is not null as deleted,
                array(select format from playback_formats
                    where recording_id = recordings.id and format is not null order by format) as formats
            from recordings where id > :after order by id limit 500
            """)
    List<KnownRecording> after(long after);

    /** Those of the recordings that have this format, and those that were deleted. */
    @Query("""
            select record_id from recordings r where record_id = any (:recordIds) and (
                state = 'deleted' or deleted_at is not null
                or exists (select 1 from playback_formats where recording_id = r.id and format = :format))
            """)
    Set<String> known(String format, String[] recordIds);

    /** A recording as the database has it, without what does not concern its files. */
    @MappedEntity("recordings")
    record KnownRecording(
            @Id long id,
            String recordId,
            boolean published,
            boolean deleted,
            @TypeDef(type = DataType.STRING_ARRAY) List<String> formats) {
        public KnownRecording {
            formats = List.copyOf(formats);
        }
    }
}
