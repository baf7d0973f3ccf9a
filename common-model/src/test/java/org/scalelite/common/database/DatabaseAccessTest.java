package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;

/** Connections of services to a real PostgreSQL. */
class DatabaseAccessTest {
    private static final String READ_ONLY = "set default_transaction_read_only = on";

    private final TestDatabase postgres = new TestDatabase();
    private final Settings settings = Settings.of(Map.of("DATABASE_URL", postgres.url()));
    private final DatabaseConfig config = DatabaseConfig.of(settings).orElseThrow();
    private final ApplicationContext service = ApplicationContext.builder()
            .deduceEnvironment(false)
            .banner(false)
            .singletons(settings)
            .properties(config.properties(3))
            .start();
    private final DatabaseAccess database = service.getBean(DatabaseAccess.class);

    @AfterEach
    void close() {
        service.close();
        postgres.close();
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static String limits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(setting, ' ' order by name) from pg_settings"
                        + " where name in ('statement_timeout', 'lock_timeout',"
                        + " 'idle_in_transaction_session_timeout')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void postgresqlStopsBeforeTheClientDoes() throws SQLException {
        assertThat(database.<String>read(DatabaseAccessTest::limits)).isEqualTo("600000 10000 12000");
        assertThat(database.<String>change(DatabaseAccessTest::limits)).isEqualTo("600000 10000 12000");
        assertThat(DatabaseAccess.direct(config).<String>change(DatabaseAccessTest::limits))
                .isEqualTo("600000 10000 12000");
        service.getBean(SchemaMigration.class).start();
        DataSource pool = service.getBean(DataSource.class).unwrap(HikariDataSource.class);
        try (Connection first = pool.getConnection();
                Connection second = pool.getConnection();
                Connection third = pool.getConnection()) {
            for (Connection connection : List.of(first, second, third)) {
                assertThat(limits(connection))
                        .as("after a migration, which may take longer")
                        .isEqualTo("600000 10000 12000");
                assertThat(connection.getNetworkTimeout())
                        .as("a PostgreSQL that hangs")
                        .isEqualTo(15_000);
            }
        }
    }

    @Test
    void aChangeFollowsTheNewPrimaryAfterAFailover() {
        postgres.run("create table made (n int)");
        boolean _ = database.read(connection -> run(connection, READ_ONLY));
        boolean _ = database.change(connection -> run(connection, "insert into made values (1)"));
        assertThat(postgres.value("select count(*) from made")).isEqualTo("1");
    }

    @Test
    void aPostgresqlThatStaysReadOnlyIsAway() {
        postgres.run("create table made (n int)");
        postgres.run("alter database " + postgres.value("select current_database()")
                + " set default_transaction_read_only = on");
        boolean _ = database.read(connection -> run(connection, READ_ONLY));
        assertThatThrownBy(() -> database.change(connection -> run(connection, "insert into made values (1)")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .satisfies(away -> assertThat(DatabaseFailure.isPassing((RuntimeException) away))
                        .isTrue());
    }
}
