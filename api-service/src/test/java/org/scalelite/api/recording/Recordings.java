package org.scalelite.api.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.TestDatabase;

/** A replica with its own database and directories of recordings. */
final class Recordings implements AutoCloseable {
    /** The tenant of calls to 127.0.0.1, by the first label. */
    static final String TENANT = "tenant-of-127";

    private static final Instant START = Instant.parse("2026-01-05T09:00:00.123Z");

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(1);
    private final Path directory;
    private final FrontEnd frontEnd;
    private int inserted;

    Recordings(Path directory, String... variables) {
        this.directory = directory;
        suite.with("DATABASE_URL", database.url())
                .with("SECRET_KEY_BASE", "the-key-of-playback-cookies")
                .with("RECORDING_PUBLISH_DIR", directory.resolve("published").toString())
                .with(
                        "RECORDING_UNPUBLISH_DIR",
                        directory.resolve("unpublished").toString());
        for (int i = 0; i < variables.length; i += 2) {
            suite.with(variables[i], variables[i + 1]);
        }
        suite.share();
        addTenant();
        this.frontEnd = suite.frontEnd();
    }

    private void addTenant() {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.TENANTS), TENANT);
        redis.hset(keys.of(RedisKey.TENANT, TENANT), Map.of("name", "127", "secrets", TestSuite.SECRET));
        redis.hset(keys.of(RedisKey.TENANT_NAME, "127"), "id", TENANT);
    }

    /** No recordings, for the next test. */
    void renew() throws IOException {
        suite.renew();
        addTenant();
        database.clear();
        PathUtils.cleanDirectory(directory);
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    TestSuite suite() {
        return suite;
    }

    TestDatabase database() {
        return database;
    }

    /** A published recording with a presentation; each starts one minute later. */
    void add(String recordId, String meetingId, Map<String, String> metadata) {
        add(recordId, meetingId, "published", metadata, List.of("presentation"));
    }

    void add(
            String recordId,
            String meetingId,
            @Nullable String state,
            Map<String, String> metadata,
            List<String> formats) {
        LocalDateTime start = LocalDateTime.ofInstant(START.plusSeconds(60L * inserted++), ZoneOffset.UTC);
        try (Connection connection = database.connect()) {
            long id = insert(
                    connection,
                    "insert into recordings (record_id, meeting_id, name, published, participants, state, starttime,"
                            + " endtime) values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
                    recordId,
                    meetingId,
                    "Name of " + recordId,
                    "published".equals(state),
                    3,
                    state,
                    start,
                    start.plusMinutes(50));
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                insert(
                        connection,
                        "insert into metadata (recording_id, key, value) values (?, ?, ?) returning id",
                        id,
                        entry.getKey(),
                        entry.getValue());
            }
            for (String format : formats) {
                insert(
                        connection,
                        "insert into playback_formats (recording_id, format, url, length, processing_time)"
                                + " values (?, ?, ?, 50, 7177) returning id",
                        id,
                        format,
                        "/playback/" + format + "/" + recordId);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long insert(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof LocalDateTime time) {
                    statement.setObject(i + 1, time, Types.TIMESTAMP);
                } else if (values[i] instanceof Timestamp) {
                    throw new IllegalArgumentException("a time with a zone");
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Writes a file of a format to the published or unpublished directory. */
    Path file(String where, String format, String recordId) {
        Path file = path(where, format, recordId).resolve("metadata.xml");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, where + " " + format + " " + recordId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    Path path(String where, String format, String recordId) {
        return directory.resolve(where).resolve(format).resolve(recordId);
    }

    String state(String recordId) {
        return database.value("select concat_ws(' ', state, published, publish_updated) from recordings"
                + " where record_id = '" + recordId + "'");
    }

    @Override
    public void close() {
        suite.close();
        database.close();
    }
}
