package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.callback.CallbackDataRepository;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingQuery.MetadataCondition;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingSearchRepository;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;

/** Behind Debian's PgBouncer, which pools by transaction, with the parameter that Rails has for that. */
class PgBouncerTest {
    private static final int CALLS = 300;
    private static final int CONNECTIONS = 20;

    private final Path directory;

    PgBouncerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void hasPgBouncer() {
        assumeTrue(PgBouncer.isInstalled(), "SKIPPED: there is no /usr/sbin/pgbouncer (Debian's package pgbouncer)");
    }

    private static ApplicationContext service(String url) {
        Settings settings = Settings.of(Map.of("DATABASE_URL", url, "LOADBALANCER_SECRET", "secret"));
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings)
                .properties(DatabaseConfig.of(settings).orElseThrow().properties(CONNECTIONS))
                // A busy machine may need longer for a new connection than a service waits for one.
                .properties(Map.of("datasources.default.connection-timeout", TestTimeout.LIMIT.toMillis()))
                .start();
    }

    @Test
    void servesConcurrentCallsBehindPgBouncer() throws Exception {
        try (TestDatabase database = new TestDatabase();
                PgBouncer pooler = PgBouncer.before(database.url(), directory);
                ApplicationContext first = service(pooler.url("prepared_statements=false&pool=" + CONNECTIONS));
                ApplicationContext second = service(pooler.url("prepared_statements=false&pool=" + CONNECTIONS));
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<ApplicationContext> services = List.of(first, second);
            List<Future<?>> running = new ArrayList<>();
            for (ApplicationContext service : services) {
                running.add(threads.submit(
                        () -> service.getBean(SchemaMigration.class).start()));
            }
            for (Future<?> future : running) {
                future.get();
            }
            assertThat(services)
                    .allMatch(service -> service.getBean(SchemaMigration.class).isCurrent());
            running.clear();
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                running.add(threads.submit(() -> call(services.get(number % 2), number)));
            }
            for (Future<?> future : running) {
                future.get();
            }
            assertThat(database.value("select count(*) from callback_data")).isEqualTo("" + CALLS / 3);
            assertThat(database.value("select count(*) from pg_locks where locktype = 'advisory'"))
                    .isEqualTo("0");
            assertThat(leftForOthers(pooler)).as("nothing stays for others").isEqualTo("0 0 auto");
        }
    }

    private static void call(ApplicationContext service, int number) {
        switch (number % 3) {
            case 0 ->
                service.getBean(CallbackDataRepository.class)
                        .store(
                                new CallbackOrder(
                                        new MeetingKey(Optional.empty(), "room-" + number),
                                        new ServerId("bbb1"),
                                        Optional.empty(),
                                        new CallbackAttributes(Optional.empty(), Optional.of("https://x.example/"))),
                                Instant.EPOCH);
            case 1 ->
                assertThat(service.getBean(RecordingSearchRepository.class)
                                .after(query("room-" + number), Optional.empty(), 25))
                        .isEmpty();
            default ->
                assertThat(service.getBean(LimitsRepository.class).limits()).isEqualTo("600000 10000 12000");
        }
    }

    private static RecordingQuery query(String meeting) {
        return new RecordingQuery(
                List.of("rec"),
                List.of(meeting),
                Optional.empty(),
                Optional.empty(),
                List.of(new MetadataCondition("course", List.of("Math"))),
                new RecordingScope.Everything());
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What a client finds that shares the pooler's connections. */
    private static String leftForOthers(PgBouncer pooler) throws SQLException {
        DatabaseConfig config = DatabaseConfig.of(
                        Settings.of(Map.of("DATABASE_URL", pooler.url("prepared_statements=false"))))
                .orElseThrow();
        try (Connection connection = DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password())) {
            return text(
                    connection,
                    "select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')"
                            + " || ' ' || current_setting('plan_cache_mode')");
        }
    }
}
