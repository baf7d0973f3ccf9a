package org.scalelite.common.recording;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.StorableText;

/**
 * Changes of recordings' rows. A change of a recording, of its files too, needs the lock of its row; of several rows the
 * locks are taken in the order of their ids, so that no two changes wait for each other.
 */
@PostgresRepository
abstract class RecordingChangeRepository implements GenericRepository<RecordingChangeRepository.Row, Long> {

    /** A row of the table. */
    @MappedEntity("recordings")
    record Row(@Id long id, String recordId, boolean published) {}

    /** A value that belongs to a recording. */
    @Introspected
    record Child(long recordingId, String value) {}

    /** A recording whose row is locked. */
    record Locked(long id, String recordId, boolean published, Optional<String> tenant, List<String> formats) {
        Locked {
            formats = List.copyOf(formats);
        }
    }

    /** Writes a tenant into all recordings that have none; a deleted one may have been another tenant's. */
    @Query("""
            insert into metadata (recording_id, key, value)
            select id, 'tenant-id', :tenantId from recordings r
            where r.state is distinct from 'deleted' and not exists (
                select 1 from metadata where recording_id = r.id and key = 'tenant-id' and value <> '')
            on conflict (recording_id, key) do update set value = excluded.value
            """)
    abstract int addToTenant(String tenantId);

    /** Locks those of the recordings that exist and are not deleted, and changes their rows all or nothing. */
    @Transactional
    <T> T change(List<String> recordIds, Function<List<Locked>, T> change) {
        List<Row> rows = lock(recordIds.stream().map(StorableText::of).toArray(String[]::new));
        Long[] ids = rows.stream().map(Row::id).toArray(Long[]::new);
        // Read after the lock: what was committed before it is seen.
        Map<Long, List<String>> tenants = byRecording(tenants(ids));
        Map<Long, List<String>> formats = byRecording(formats(ids));
        return change.apply(rows.stream()
                .map(row -> new Locked(
                        row.id(),
                        row.recordId(),
                        row.published(),
                        tenants.getOrDefault(row.id(), List.of()).stream().findFirst(),
                        formats.getOrDefault(row.id(), List.of())))
                .toList());
    }

    private static Map<Long, List<String>> byRecording(List<Child> children) {
        return children.stream().collect(groupingBy(Child::recordingId, mapping(Child::value, toList())));
    }

    @Query("""
            select id, record_id, coalesce(published, false) as published from recordings
            where record_id = any (:recordIds) and state is distinct from 'deleted' order by id for update
            """)
    abstract List<Row> lock(String[] recordIds);

    @Query("""
            select recording_id, value from metadata
            where recording_id = any (:ids) and key = 'tenant-id' and value <> ''
            """)
    abstract List<Child> tenants(Long[] ids);

    @Query("""
            select recording_id, coalesce(format, '') as value from playback_formats
            where recording_id = any (:ids) order by format
            """)
    abstract List<Child> formats(Long[] ids);

    void publish(Locked recording, boolean publish) {
        RecordingState state = publish ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED;
        publish(recording.id(), publish, state.text());
    }

    @Query("update recordings set published = :published, state = :state, publish_updated = true where id = :id")
    abstract void publish(long id, boolean published, String state);

    @Query("update recordings set protected = :isProtected where id = :id")
    abstract void protect(long id, boolean isProtected);

    /** An empty value removes the entry. */
    void describe(Locked recording, String key, String value) {
        if (value.isEmpty()) {
            deleteMetadata(recording.id(), key);
        } else {
            putMetadata(recording.id(), key, value);
        }
    }

    @Query("delete from metadata where recording_id = :id and key = :key")
    abstract void deleteMetadata(long id, String key);

    @Query("""
            insert into metadata (recording_id, key, value) values (:id, :key, :value)
            on conflict (recording_id, key) do update set value = excluded.value
            """)
    abstract void putMetadata(long id, String key, String value);

    /**
     * The row stays, so that an archive that comes again does not bring the recording back; its tenant stays, so that no
     * other one sees it.
     */
    @Query("""
            delete from thumbnails where playback_format_id in (
                select id from playback_formats where recording_id = :id);
            delete from playback_formats where recording_id = :id;
            delete from metadata where recording_id = :id and key is distinct from 'tenant-id';
            delete from text_tracks where recording_id = :id;
            update recordings set published = false, state = 'deleted', deleted_at = now() at time zone 'utc' where id = :id
            """)
    abstract void delete(long id);

    /** A track of the same kind and language is replaced. */
    void addTextTrack(Locked recording, TextTrack.Uploaded uploaded) {
        TextTrack track = uploaded.track();
        putTextTrack(
                recording.id(),
                track.kind().text(),
                track.language(),
                track.label(),
                track.source().text(),
                uploaded.webVtt());
    }

    @Query("""
            insert into text_tracks (recording_id, kind, lang, label, source, content)
            values (:id, :kind, :lang, :label, :source, :content)
            on conflict (recording_id, kind, lang) do update set
                label = excluded.label, source = excluded.source, content = excluded.content, created_at = now()
            """)
    abstract void putTextTrack(long id, String kind, String lang, String label, String source, String content);
}
