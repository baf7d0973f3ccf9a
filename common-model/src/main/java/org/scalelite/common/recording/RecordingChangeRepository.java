package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;

/**
 * Changes of recordings' rows. Whoever changes a recording, its files too, holds the lock of its row; of several rows the
 * locks are taken in the order of their ids, so that nobody waits for each other.
 */
@Singleton
@Requires(beans = DataSource.class)
final class RecordingChangeRepository {
    private final DatabaseAccess database;

    RecordingChangeRepository(DatabaseAccess database) {
        this.database = database;
    }

    /** Writes a tenant into all recordings that have none; a deleted one may have been another tenant's. */
    int addToTenant(String tenantId) {
        return database.change(connection -> DatabaseAccess.prepared(
                connection, """
                insert into metadata (recording_id, key, value)
                select id, '%1$s', ? from recordings r where r.state is distinct from '%2$s' and not exists (
                    select 1 from metadata where recording_id = r.id and key = '%1$s' and value <> '')
                on conflict (recording_id, key) do update set value = excluded.value
                """.formatted(Recording.TENANT_ID, RecordingState.DELETED.text()), statement -> {
                    statement.setString(1, tenantId);
                    return statement.executeUpdate();
                }));
    }

    /** A recording that nobody else changes meanwhile. */
    record Held(long id, String recordId, boolean published, Optional<String> tenant, List<String> formats) {
        Held {
            formats = List.copyOf(formats);
        }
    }

    /** What is done while the rows are locked. */
    @FunctionalInterface
    interface Change<T> {
        T with(Rows rows);
    }

    /** Locks those of the recordings that exist and are not deleted; all that is done with their rows is done or nothing. */
    <T> T change(List<String> recordIds, Change<T> change) {
        return database.change(connection -> change.with(new Rows(connection, lock(connection, recordIds))));
    }

    private static List<Held> lock(Connection connection, List<String> recordIds) throws SQLException {
        List<Held> locked = locked(connection, recordIds);
        List<Long> ids = locked.stream().map(Held::id).toList();
        Map<Long, List<String>> tenants = children(
                connection,
                "select recording_id, value from metadata where recording_id = any(?) and key = '" + Recording.TENANT_ID
                        + "'",
                ids);
        Map<Long, List<String>> formats = children(
                connection,
                "select recording_id, format from playback_formats where recording_id = any(?) order by format",
                ids);
        return locked.stream()
                .map(recording -> new Held(
                        recording.id(),
                        recording.recordId(),
                        recording.published(),
                        tenants.getOrDefault(recording.id(), List.of()).stream()
                                .filter(tenant -> !tenant.isEmpty())
                                .findFirst(),
                        formats.getOrDefault(recording.id(), List.of())))
                .toList();
    }

    private static List<Held> locked(Connection connection, List<String> recordIds) throws SQLException {
        String sql =
                "select id, record_id, published from recordings where record_id = any(?) and state is distinct from '"
                        + RecordingState.DELETED.text() + "' order by id for update";
        return DatabaseAccess.prepared(connection, sql, statement -> {
            Object[] wanted = recordIds.stream().map(StorableText::of).toArray();
            statement.setArray(1, connection.createArrayOf("varchar", wanted));
            List<Held> locked = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    locked.add(
                            new Held(row.getLong(1), row.getString(2), row.getBoolean(3), Optional.empty(), List.of()));
                }
            }
            return locked;
        });
    }

    private static Map<Long, List<String>> children(Connection connection, String sql, List<Long> of)
            throws SQLException {
        return DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setArray(1, connection.createArrayOf("bigint", of.toArray()));
            Map<Long, List<String>> children = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    children.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                            .add(Optional.ofNullable(row.getString(2)).orElse(""));
                }
            }
            return children;
        });
    }

    /** Locked rows. */
    static final class Rows {
        private final Connection connection;
        private final List<Held> held;

        private Rows(Connection connection, List<Held> held) {
            this.connection = connection;
            this.held = List.copyOf(held);
        }

        List<Held> held() {
            return held;
        }

        void publish(Held recording, boolean publish) {
            run(
                    "update recordings set published = ?, state = ?, publish_updated = true where id = ?",
                    publish,
                    (publish ? RecordingState.PUBLISHED : RecordingState.UNPUBLISHED).text(),
                    recording.id());
        }

        void protect(Held recording, boolean isProtected) {
            run("update recordings set protected = ? where id = ?", isProtected, recording.id());
        }

        void describe(Held recording, String key, String value) {
            if (value.isEmpty()) {
                run("delete from metadata where recording_id = ? and key = ?", recording.id(), key);
            } else {
                run(
                        "insert into metadata (recording_id, key, value) values (?, ?, ?)"
                                + " on conflict (recording_id, key) do update set value = excluded.value",
                        recording.id(),
                        key,
                        value);
            }
        }

        /**
         * The row stays, so that an archive that comes again does not bring the recording back; its tenant stays, so that
         * no other one is told of it.
         */
        void delete(Held recording) {
            long id = recording.id();
            run(
                    "delete from thumbnails where playback_format_id in"
                            + " (select id from playback_formats where recording_id = ?)",
                    id);
            run("delete from playback_formats where recording_id = ?", id);
            run("delete from metadata where recording_id = ? and key is distinct from ?", id, Recording.TENANT_ID);
            run("delete from text_tracks where recording_id = ?", id);
            run(
                    "update recordings set published = false, state = ?, deleted_at = now() at time zone 'utc'"
                            + " where id = ?",
                    RecordingState.DELETED.text(),
                    id);
        }

        /** A track of the same kind and language is replaced. */
        void addTextTrack(Held recording, TextTrack.Uploaded uploaded) {
            TextTrack track = uploaded.track();
            run(
                    "insert into text_tracks (recording_id, kind, lang, label, source, content)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict (recording_id, kind, lang) do update set"
                            + " label = excluded.label, source = excluded.source, content = excluded.content,"
                            + " created_at = now()",
                    recording.id(),
                    track.kind().text(),
                    track.language(),
                    track.label(),
                    track.source().text(),
                    uploaded.webVtt());
        }

        private void run(String sql, Object... values) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw DatabaseAccess.failed(e);
            }
        }
    }
}
