package org.scalelite.common.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.Schema;
import org.scalelite.stores.TestStores;
import org.scalelite.stores.process.AtExit;

/** An empty database of its own on the real PostgreSQL, gone when it is closed. */
public final class TestDatabase implements AutoCloseable {
    private final String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    private final String serverUrl;
    private final String url;
    private final DatabaseConfig config;

    public TestDatabase() {
        this(TestStores.databaseUrl());
    }

    /** A database on a server that a test has for itself. */
    public TestDatabase(String serverUrl) {
        this(serverUrl, "");
    }

    private TestDatabase(String serverUrl, String options) {
        this.serverUrl = serverUrl;
        runOn(serverUrl, "create database " + name + options);
        url = withPath(serverUrl, name);
        config = configOf(url);
    }

    /** A database with the tables of the suite; a copy, because a migration takes half a second. */
    public static TestDatabase migrated() {
        return new TestDatabase(TestStores.databaseUrl(), " template " + Template.NAME);
    }

    /** What is copied; PostgreSQL refuses that while anything is connected to it. */
    private static final class Template {
        static final String NAME = make();

        private static String make() {
            TestDatabase template = new TestDatabase();
            AtExit.close(template);
            template.migrate();
            return template.name;
        }
    }

    /** As {@code DATABASE_URL}. */
    public String url() {
        return url;
    }

    /** Makes the tables. */
    public void migrate() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(config.jdbcUrl());
            pool.setUsername(config.user());
            pool.setPassword(config.password());
            pool.setMaximumPoolSize(3);
            new Schema(pool).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes all rows. */
    public void clear() {
        run("do $$ begin execute (select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity'"
                + " from pg_tables where schemaname = 'public' and tablename not like 'databasechangelog%'); end $$");
    }

    /** A connection of the test's own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
    }

    /** Runs statements, separated by semicolons. */
    public void run(String sql) {
        runOn(url, sql);
    }

    /** The first column of the first row. */
    public String value(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void runOn(String url, String sql) {
        DatabaseConfig config = configOf(url);
        try (Connection connection = DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static DatabaseConfig configOf(String url) {
        return DatabaseConfig.of(Settings.of(java.util.Map.of("DATABASE_URL", url)))
                .orElseThrow();
    }

    private static String withPath(String url, String database) {
        URI uri = URI.create(url);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + database + query;
    }

    @Override
    public void close() {
        runOn(serverUrl, "drop database " + name + " with (force)");
    }
}
