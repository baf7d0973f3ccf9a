package org.scalelite.common.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a recording with all that belongs to it is one row: what there may be several of comes as JSON, so that a list of
 * recordings is one statement, and no change can come between a recording and its formats.
 */
final class RecordingRepositoryRows {
    /** Over rows of the table that are called r. */
    static final String COLUMNS = """
            r.id, r.record_id, r.meeting_id, r.name, r.published, r.state, r.protected, r.starttime, r.endtime,
            r.participants,
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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader METADATA = JSON.readerFor(new TypeReference<Map<String, @Nullable String>>() {});
    private static final ObjectReader FORMATS = JSON.readerFor(new TypeReference<List<FormatRow>>() {});

    private RecordingRepositoryRows() {}

    /** The columns of Scalelite's tables may be null, all of them. */
    private record FormatRow(
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

    private record ThumbnailRow(
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String alt,
            @Nullable String url) {

        Thumbnail toThumbnail() {
            return new Thumbnail(
                    Optional.ofNullable(width), Optional.ofNullable(height), Optional.ofNullable(alt), text(url));
        }
    }

    static Recording recording(ResultSet row) throws SQLException {
        try {
            return read(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's own JSON cannot be read", e);
        }
    }

    private static Recording read(ResultSet row) throws SQLException, JsonProcessingException {
        boolean published = row.getBoolean("published");
        return new Recording(
                row.getLong("id"),
                text(row.getString("record_id")),
                text(row.getString("meeting_id")),
                Optional.ofNullable(row.getString("name")),
                published,
                state(row.getString("state"), published),
                row.getBoolean("protected"),
                instant(row, "starttime"),
                instant(row, "endtime"),
                integer(row, "participants"),
                metadata(row.getString("metadata")),
                formats(row.getString("formats")));
    }

    static RecordingState state(@Nullable String state, boolean published) {
        return RecordingState.of(text(state)).orElse(published ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED);
    }

    private static Map<String, String> metadata(@Nullable String json) throws JsonProcessingException {
        Map<String, String> metadata = new HashMap<>();
        if (json != null) {
            Map<String, @Nullable String> values = METADATA.readValue(json);
            values.forEach((key, value) -> metadata.put(key, text(value)));
        }
        return metadata;
    }

    private static List<PlaybackFormat> formats(@Nullable String json) throws JsonProcessingException {
        if (json == null) {
            return List.of();
        }
        List<FormatRow> rows = FORMATS.readValue(json);
        return rows.stream().map(FormatRow::toFormat).toList();
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

    static LocalDateTime column(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
