package org.scalelite.stores;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A URL like postgresql://user:password@host:port/database?sslmode=require, taken apart. */
public record PostgresUrl(String user, String password, String host, int port, String database, String query) {
    private static final int DEFAULT_PORT = 5432;

    static PostgresUrl parse(String text) {
        URI uri = uri(text);
        String host = uri.getHost();
        String scheme = uri.getScheme();
        if (host == null || !("postgresql".equals(scheme) || "postgres".equals(scheme))) {
            throw unusable();
        }
        String[] login = (uri.getRawUserInfo() == null ? "postgres" : uri.getRawUserInfo()).split(":", 2);
        String user = decoded(login[0]);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new PostgresUrl(
                user,
                login.length > 1 ? decoded(login[1]) : "",
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.length() > 1 ? decoded(path.substring(1)) : user,
                text(uri.getRawQuery()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Neither the text nor the cause goes into the message: both show the password.
            throw unusable();
        }
    }

    private static StoresException unusable() {
        return new StoresException(
                "The URL of the database is not of the form postgresql://user:password@host:port/database");
    }

    PostgresUrl withDatabase(String name) {
        return new PostgresUrl(user, password, host, port, name, query);
    }

    /** A connection of its own; every wait in it has an end. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database) + tail(), properties);
    }

    /** Runs one statement, and reports what is wrong if it cannot. */
    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StoresException(
                    "PostgreSQL at " + host + ":" + port + " does not do \"" + sql + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "postgresql://" + encoded(user) + ":" + encoded(password) + "@" + host + ":" + port + "/"
                + encoded(database) + tail();
    }

    private String tail() {
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
