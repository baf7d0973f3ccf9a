package org.scalelite.stores;

import java.sql.SQLException;
import java.util.List;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One PostgreSQL of its own on 127.0.0.1 with a database "scalelite". */
public final class PostgresServer extends LocalServer {
    private static final String DATABASE = "scalelite";

    private final PostgresUrl url;

    private PostgresServer(ServerHome home, int port, PostgresUrl url) {
        super("PostgreSQL", home, port, Ending.INT);
        this.url = url;
    }

    /** Starts a PostgreSQL on a free port with a temporary directory. */
    public static PostgresServer start() {
        return start(ServerHome.temporary("postgres"), Ports.free());
    }

    static PostgresServer start(ServerHome home, int port) {
        String password = new PostgresCluster(home).password();
        PostgresUrl url = new PostgresUrl(PostgresCluster.USER, password, "127.0.0.1", port, DATABASE, "");
        PostgresServer server = new PostgresServer(home, port, url);
        server.restart();
        server.createDatabase();
        return server;
    }

    /** The URL of its database, with user and password. */
    public String url() {
        return url.toString();
    }

    @Override
    List<String> command() {
        return new PostgresCluster(home).command(port);
    }

    @Override
    ServerProcess.Probe probe() {
        return () -> server().connect().close();
    }

    private PostgresUrl server() {
        return url.withDatabase("postgres");
    }

    private void createDatabase() {
        if (!hasDatabase()) {
            server().execute("CREATE DATABASE " + DATABASE);
        }
    }

    private boolean hasDatabase() {
        try (var connection = server().connect();
                var statement = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            statement.setString(1, DATABASE);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new StoresException("PostgreSQL does not list its databases: " + e.getMessage(), e);
        }
    }
}
