package org.scalelite.common.recording;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;

/**
 * A recording as one row: its metadata and formats are JSON, so that a list of recordings is one statement, and no change can
 * come between a recording and its formats.
 */
@MappedEntity("recordings")
record RecordingRow(
        @Id long id,
        String recordId,
        String meetingId,
        @NullableColumn Optional<String> name,
        boolean published,
        String state,
        @MappedProperty("protected") boolean isProtected,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> starttime,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> endtime,

        @TypeDef(type = DataType.INTEGER, converter = OptionalConverter.class)
        Optional<Integer> participants,

        @TypeDef(type = DataType.JSON) @Nullable Map<String, @Nullable String> metadata,
        @TypeDef(type = DataType.JSON) @Nullable List<FormatRow> formats) {

    /** Of rows of the table that are called r. All columns of Scalelite's tables may be null; its times are UTC without a zone. */
    static final String COLUMNS = """
            r.id, coalesce(r.record_id, '') as record_id, coalesce(r.meeting_id, '') as meeting_id, r.name,
            coalesce(r.published, false) as published, coalesce(r.state, '') as state,
            coalesce(r.protected, false) as protected,
            r.starttime at time zone 'utc' as starttime, r.endtime at time zone 'utc' as endtime, r.participants,
            (select json_object_agg(m.key, m.value) from metadata m
                where m.recording_id = r.id and m.key is not null) as metadata,
            (select json_agg(json_build_object(
                    'format', f.format, 'url', f.url, 'length', f.length, 'processingTime', f.processing_time,
                    'thumbnails', (select json_agg(json_build_object(
                            'width', t.width, 'height', t.height, 'alt', t.alt, 'url', t.url)
                            order by t.sequence, t.id)
                        from thumbnails t where t.playback_format_id = f.id))
                    order by f.format, f.id)
                from playback_formats f where f.recording_id = r.id) as formats
            """;

    @Introspected
    record FormatRow(
            @Nullable String format,
            @Nullable String url,
            @Nullable Integer length,
            @Nullable Integer processingTime,
            @Nullable List<ThumbnailRow> thumbnails) {

        PlaybackFormat toFormat() {
            return new PlaybackFormat(
                    text(format),
                    text(url),
                    length == null ? 0 : length,
                    Optional.ofNullable(processingTime),
                    thumbnails == null
                            ? List.of()
                            : thumbnails.stream().map(ThumbnailRow::toThumbnail).toList());
        }
    }

    @Introspected
    record ThumbnailRow(
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String alt,
            @Nullable String url) {

        Thumbnail toThumbnail() {
            return new Thumbnail(
                    Optional.ofNullable(width), Optional.ofNullable(height), Optional.ofNullable(alt), text(url));
        }
    }

    Recording toRecording() {
        Map<String, String> texts = new HashMap<>();
        if (metadata != null) {
            metadata.forEach((key, value) -> texts.put(key, text(value)));
        }
        return new Recording(
                id,
                recordId,
                meetingId,
                name,
                published,
                EnumText.find(RecordingState.class, state)
                        .orElse(published ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED),
                isProtected,
                starttime,
                endtime,
                participants,
                texts,
                formats == null
                        ? List.of()
                        : formats.stream().map(FormatRow::toFormat).toList());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
