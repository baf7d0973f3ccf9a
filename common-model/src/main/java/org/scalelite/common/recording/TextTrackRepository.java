package org.scalelite.common.recording;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.database.PostgresRepository;

/** The uploaded text tracks: PostgreSQL is authoritative, their files can be written again from it. */
@PostgresRepository
abstract class TextTrackRepository implements GenericRepository<TextTrackRepository.Row, Long> {

    /** A row of the table. */
    @MappedEntity("text_tracks")
    record Row(@Id long id, String kind, String lang, String label, String source, String content) {
        TextTrack toTrack() {
            return new TextTrack(
                    EnumText.find(TextTrack.Kind.class, kind).orElse(TextTrack.Kind.SUBTITLES),
                    lang,
                    label,
                    EnumText.find(TextTrack.Source.class, source).orElse(TextTrack.Source.UPLOAD));
        }
    }

    /**
     * The tracks of a recording, without their texts.
     *
     * @param recording the id of its row
     */
    List<TextTrack> of(long recording) {
        return withoutText(recording).stream().map(Row::toTrack).toList();
    }

    @Query("""
            select id, kind, lang, label, source, '' as content from text_tracks where recording_id = :recording
            order by lang, kind
            """)
    abstract List<Row> withoutText(long recording);

    /** The tracks of a recording in one language, with their texts: at most one of each kind. */
    List<TextTrack.Uploaded> of(long recording, String language) {
        return withText(recording, language).stream()
                .map(row -> new TextTrack.Uploaded(row.toTrack(), row.content()))
                .toList();
    }

    @Query("""
            select id, kind, lang, label, source, content from text_tracks
            where recording_id = :recording and lang = :lang order by kind
            """)
    abstract List<Row> withText(long recording, String lang);
}
