package org.scalelite.common.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.io.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in PostgreSQL (specification, section 4): created in an empty database, adopted where Scalelite created
 * them, and migrated to what this version needs. One service migrates at a time; change sets are only added.
 */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final String CHANGELOG = "db/changelog.yaml";
    private static final Pattern FILE = Pattern.compile("\\{file: (\\S+)}");
    private static final Pattern CHANGE_SET = Pattern.compile("(?m)^--changeset suite:(\\S+)");

    /** A key of PostgreSQL's advisory locks. They end with their transaction, even if this process is killed. */
    private static final long LOCK = 0x53_43_41_4C_45_4C_54_45L;

    private static final Duration LOCK_DEADLINE = Duration.ofMinutes(5);

    private static final Set<String> NEEDED = neededChangeSets();

    private final DataSource database;

    /** Whether the tables fit this version. */
    public sealed interface State {
        /** They are as this version needs them. */
        record Current() implements State {}

        /** These change sets are not applied yet. */
        record Pending(Set<String> changeSets) implements State {}

        /** A newer version has applied these change sets. */
        record Newer(Set<String> changeSets) implements State {}
    }

    public Schema(DataSource database) {
        this.database = database;
    }

    /**
     * Migrates the tables. If they are up to date, that takes two statements.
     *
     * @throws ConfigurationException if a newer version of the suite has changed them
     * @throws SQLException if PostgreSQL is unavailable or refuses
     */
    public void migrate() throws SQLException {
        if (isCurrent()) {
            return;
        }
        try (Connection locked = database.getConnection()) {
            waitAsLongAsItTakes(locked);
            locked.setAutoCommit(false);
            try {
                lock(locked);
                if (!isCurrent()) {
                    update();
                }
            } finally {
                // The end of the transaction releases the lock.
                locked.rollback();
                locked.setAutoCommit(true);
            }
        }
    }

    /**
     * Whether the tables are as this version needs them.
     *
     * @throws ConfigurationException if a newer version of the suite has changed them
     */
    public boolean isCurrent() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return isCurrent(connection);
        }
    }

    /** The same on an open connection. */
    public static boolean isCurrent(Connection connection) throws SQLException {
        return switch (state(connection)) {
            case State.Current _ -> true;
            case State.Pending _ -> false;
            case State.Newer(Set<String> changeSets) ->
                throw new ConfigurationException(
                        "the database was changed by a newer version of the suite (change sets %s): run that version"
                                .formatted(String.join(", ", changeSets)));
        };
    }

    /** The state of the tables. */
    public static State state(Connection connection) throws SQLException {
        Set<String> applied = applied(connection);
        Set<String> newer = new TreeSet<>(applied);
        newer.removeAll(NEEDED);
        if (!newer.isEmpty()) {
            return new State.Newer(newer);
        }
        Set<String> pending = new TreeSet<>(NEEDED);
        pending.removeAll(applied);
        return pending.isEmpty() ? new State.Current() : new State.Pending(pending);
    }

    private static Set<String> applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('databasechangelog') is not null")) {
                table.next();
                if (!table.getBoolean(1)) {
                    return Set.of();
                }
            }
            Set<String> applied = new HashSet<>();
            try (ResultSet ids = statement.executeQuery("select id from databasechangelog where author = 'suite'")) {
                while (ids.next()) {
                    applied.add(ids.getString(1));
                }
            }
            return applied;
        }
    }

    /** For a transaction, which a pooler leaves on one connection; a lock of a session would stay on it. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;"
                    + " set local lock_timeout = %d; select pg_advisory_xact_lock(%d)"
                            .formatted(LOCK_DEADLINE.toMillis(), LOCK));
        }
    }

    private void update() throws SQLException {
        LOG.info("Changing the tables to what this version needs");
        try (Connection connection = database.getConnection()) {
            waitAsLongAsItTakes(connection);
            String limit = statementLimit(connection);
            limitStatements(connection, "0");
            try {
                update(connection);
            } finally {
                limitStatements(connection, limit);
            }
        }
        LOG.info("The tables are up to date");
    }

    private static String statementLimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('statement_timeout')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** For the session, as Liquibase makes a transaction of each change; behind a pooler no limit is set for sessions. */
    private static void limitStatements(Connection connection, String limit) throws SQLException {
        if (!statementLimit(connection).equals(limit)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set statement_timeout = '%s'".formatted(limit));
            }
        }
    }

    /** A new index on a large table takes its time. */
    private static void waitAsLongAsItTakes(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    private static void update(Connection connection) throws SQLException {
        try {
            // Liquibase would print to standard output, where a command prints its result.
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> run(connection));
        } catch (Exception e) {
            throw new SQLException("cannot change the tables: " + e.getMessage(), e);
        }
    }

    private static void run(Connection connection) throws LiquibaseException {
        try (Liquibase liquibase = new Liquibase(
                CHANGELOG,
                new ClassLoaderResourceAccessor(Schema.class.getClassLoader()),
                new KeptConnection(connection))) {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            // Under our own lock, a lock of Liquibase was left by a service that was killed.
            liquibase.forceReleaseLocks();
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }

    /** Stays open when Liquibase closes it, as the caller needs it. */
    private static final class KeptConnection extends JdbcConnection {
        KeptConnection(Connection connection) {
            super(connection);
        }

        @Override
        public void close() throws DatabaseException {
            rollback();
        }
    }

    private static Set<String> neededChangeSets() {
        return FILE.matcher(Resource.text("/" + CHANGELOG))
                .results()
                .flatMap(file ->
                        CHANGE_SET.matcher(Resource.text("/" + file.group(1))).results())
                .map(changeSet -> changeSet.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
