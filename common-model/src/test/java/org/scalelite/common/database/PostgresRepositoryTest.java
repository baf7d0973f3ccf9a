package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;

/** Repositories on a real PostgreSQL. */
class PostgresRepositoryTest {
    private static final String LIMITS = "600000 10000 12000";

    private final TestDatabase postgres = new TestDatabase();
    private final Settings settings = Settings.of(Map.of("DATABASE_URL", postgres.url()));
    private final DatabaseConfig config = DatabaseConfig.of(settings).orElseThrow();
    private final ApplicationContext service = DatabaseContext.start(settings, config.properties(3));
    private final LimitsRepository repository = service.getBean(LimitsRepository.class);

    @AfterEach
    void close() {
        service.close();
        postgres.close();
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
    void limitsStatementsBeforeClientTimeout() {
        assertThat(repository.limits()).isEqualTo(LIMITS);
        assertThat(repository.limitsInTransaction()).isEqualTo(LIMITS);
        try (ApplicationContext impatient =
                DatabaseContext.start(settings, config.onDemandProperties(Duration.ofSeconds(5)))) {
            assertThat(impatient.getBean(LimitsRepository.class).limits()).isEqualTo("600000 10000 4000");
        }
    }

    @Test
    void restoresLimitsAfterMigration() throws SQLException {
        service.getBean(SchemaMigration.class).start();
        DataSource pool = service.getBean(DataSource.class).unwrap(HikariDataSource.class);
        try (Connection first = pool.getConnection();
                Connection second = pool.getConnection();
                Connection third = pool.getConnection()) {
            for (Connection connection : List.of(first, second, third)) {
                assertThat(limits(connection))
                        .as("after a migration, which may take longer")
                        .isEqualTo(LIMITS);
                assertThat(connection.getNetworkTimeout())
                        .as("a PostgreSQL that hangs")
                        .isEqualTo(15_000);
            }
        }
    }

    @Test
    void repeatsChangeOnNewPrimaryAfterFailover() {
        postgres.run("create table created (n int)");
        assertThat(repository.readOnly()).isEqualTo("on");
        assertThat(repository.insert(1)).isEqualTo(1);
        assertThat(postgres.value("select count(*) from created")).isEqualTo("1");
    }

    @Test
    void reportsPermanentReadOnlyAsUnavailable() {
        postgres.run("create table created (n int)");
        postgres.run("alter database " + postgres.value("select current_database()")
                + " set default_transaction_read_only = on");
        assertThat(repository.readOnly()).isEqualTo("on");
        assertThatThrownBy(() -> repository.insert(1))
                .isInstanceOf(DatabaseUnavailableException.class)
                .satisfies(failure ->
                        assertThat(DatabaseFailure.isTransient(failure)).isTrue());
    }
}
