package org.scalelite.benchmarks.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;

/** The PostgreSQL of a run, with many recordings in it. */
public final class RecordingStore {
    static final int RECORDINGS = 100_000;
    public static final int ROOMS = 2_000;
    public static final int COURSES = 500;

    private static final String FILL = """
            insert into recordings (record_id, meeting_id, name, published, participants, state, starttime, endtime)
                select encode(sha256((i %% %2$d)::text::bytea), 'hex') || '-' || (1700000000000 + i::bigint * 60000),
                    'room-' || i %% %2$d, 'Recording ' || i, i %% 10 <> 0, i %% 50,
                    case when i %% 10 = 0 then 'unpublished' else 'published' end,
                    timestamp '2023-11-14' + i * interval '1 minute',
                    timestamp '2023-11-14' + i * interval '1 minute' + interval '50 minutes'
                from generate_series(1, %1$d) i;
            insert into metadata (recording_id, key, value)
                select r.id, k.key, case k.n when 1 then 'course-' || r.id %% %3$d when 2 then 'Moodle'
                    when 3 then 'yes' else 'value of ' || k.key || ' for ' || r.id end
                from recordings r, (values (1, 'bbb-context'), (2, 'bbb-origin'), (3, 'gl-listed'),
                    (4, 'bbb-origin-server-name'), (5, 'bbb-recording-name'), (6, 'bbb-recording-description'),
                    (7, 'bbb-recording-tags'), (8, 'bbb-context-label')) k (n, key);
            insert into playback_formats (recording_id, format, url, length, processing_time)
                select id, 'presentation', '/playback/presentation/2.3/' || record_id, 50, 7177 from recordings;
            insert into thumbnails (playback_format_id, width, height, alt, url, sequence)
                select f.id, 176, 136, 'Slide ' || n, '/presentation/' || f.recording_id || '/thumb-' || n || '.png', n
                from playback_formats f, generate_series(0, 2) n;
            """.formatted(RECORDINGS, ROOMS, COURSES);

    private final DatabaseConfig config;

    public RecordingStore(Map<String, String> environment) {
        this.config = DatabaseConfig.of(Settings.of(environment)).orElseThrow();
    }

    /** What the ids of all recordings of a room start with. */
    public static String recordIdPrefix(int room) {
        return ChecksumAlgorithm.SHA256.hex(Integer.toString(room));
    }

    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        try (Statement statement = connection.createStatement()) {
            // As the connections of the API.
            statement.execute("set plan_cache_mode = force_custom_plan");
        }
        return connection;
    }

    /** Fills the tables, and leaves them as autovacuum would after a while. */
    public void fill() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(FILL);
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new BenchmarkException("cannot fill PostgreSQL with recordings", e);
        }
    }
}
