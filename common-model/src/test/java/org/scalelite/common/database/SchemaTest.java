package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;

/** The tables (specification, section 4 and 16.22), on a real PostgreSQL. */
class SchemaTest {
    private static final String RECORDING = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";

    private final TestDatabase database = new TestDatabase();
    private final List<HikariDataSource> pools = new ArrayList<>();

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
        database.close();
    }

    private HikariDataSource pool() {
        DatabaseConfig config = DatabaseConfig.of(Settings.of(Map.of("DATABASE_URL", database.url())))
                .orElseThrow();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(config.jdbcUrl());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(3);
        pools.add(pool);
        return pool;
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(SchemaTest.class.getClassLoader().getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void createsTablesInEmptyDatabase() throws SQLException {
        Schema schema = new Schema(pool());
        assertThat(schema.isCurrent()).isFalse();
        schema.migrate();
        assertThat(schema.isCurrent()).isTrue();
        database.run("insert into recordings (record_id, meeting_id) values ('r', 'm')");
        assertThat(database.value("select published::text from recordings")).isEqualTo("false");
    }

    @Test
    void adoptsScaleliteDatabaseWithItsRows() throws SQLException, IOException {
        database.run(resource("db/scalelite-made.sql"));
        new Schema(pool()).migrate();
        assertThat(database.value("select record_id from recordings")).isEqualTo(RECORDING);
        assertThat(database.value("select count(*) from metadata")).isEqualTo("2");
        assertThat(database.value("select exectype from databasechangelog where id = 'recordings'"))
                .isEqualTo("MARK_RAN");
        assertThat(database.value("select string_agg(callback_attributes, '') from callback_data"))
                .as("the newest row of a meeting stays")
                .contains("/new")
                .doesNotContain("/old");
    }

    @Test
    void letsScaleliteUseAdoptedDatabase() throws SQLException, IOException {
        database.run(resource("db/scalelite-made.sql"));
        new Schema(pool()).migrate();
        // What Scalelite writes: it names its own columns only, and a meeting that comes again updates its row.
        database.run("insert into recordings (record_id, meeting_id, name, published, state, starttime, endtime,"
                + " participants, protected, publish_updated) values ('r2', 'room-2', 'Two', true, 'published', now(),"
                + " now(), 1, false, false)");
        database.run("insert into metadata (recording_id, key, value) values (2, 'long', repeat('x', 100000))");
        database.run("insert into callback_data (meeting_id, callback_attributes, created_at, updated_at)"
                + " values ('room-2', '---', now(), now())");
        assertThat(database.value("select count(*) from schema_migrations")).isEqualTo("2");
        assertThat(database.value("select length(value) from metadata where key = 'long'"))
                .isEqualTo("100000");
    }

    @Test
    void migratesOnceIfServicesStartTogether() throws Exception {
        List<Callable<Void>> services = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Schema schema = new Schema(pool());
            services.add(() -> {
                schema.migrate();
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> service : threads.invokeAll(services)) {
                service.get();
            }
        }
        assertThat(database.value("select count(*) - count(distinct id) from databasechangelog"))
                .isEqualTo("0");
    }

    @Test
    void ignoresLockOfKilledService() throws SQLException {
        new Schema(pool()).migrate();
        database.run("delete from databasechangelog where id = 'indexes';"
                + "update databasechangeloglock set locked = true, lockedby = 'dead', lockgranted = now()");
        Schema schema = new Schema(pool());
        schema.migrate();
        assertThat(schema.isCurrent()).isTrue();
    }

    @Test
    void rejectsSchemaOfNewerVersion() throws SQLException {
        Schema schema = new Schema(pool());
        schema.migrate();
        database.run("insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
                + " values ('of-tomorrow', 'suite', 'db/999.sql', now(), 999, 'EXECUTED')");
        assertThatThrownBy(schema::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("of-tomorrow");
    }
}
