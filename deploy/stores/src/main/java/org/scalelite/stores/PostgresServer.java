package org.scalelite.stores;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.AtExit;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One PostgreSQL of its own on 127.0.0.1 with a database "scalelite", which can be stopped and restarted. */
public final class PostgresServer implements AutoCloseable {
    private static final String NAME = "PostgreSQL";
    private static final String DATABASE = "scalelite";
    // Long enough to recover after a crash.
    private static final Duration START = Duration.ofSeconds(60);

    private final ServerHome home;
    private final int port;
    private final PostgresUrl url;
    private @Nullable ServerProcess process;
    private boolean closed;

    private PostgresServer(ServerHome home, int port, PostgresUrl url) {
        this.home = home;
        this.port = port;
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
        AtExit.close(server);
        server.restart();
        server.createDatabase();
        return server;
    }

    /** The URL of its database, with user and password. */
    public String url() {
        return url.toString();
    }

    /** The port on 127.0.0.1, the same after each restart. */
    public int port() {
        return port;
    }

    /** Stops it at once, whoever is connected. */
    public synchronized void stop() {
        if (process != null) {
            process.end(Ending.INT);
            process = null;
        }
    }

    /** Ends all of its processes with SIGKILL, as a crash would. */
    public synchronized void kill() {
        if (process != null) {
            process.killAll();
            process = null;
        }
    }

    /** Has it hang: it keeps its connections, takes new ones and answers nothing, until {@link #goOn}. */
    public synchronized void hang() {
        if (process != null) {
            process.hang();
        }
    }

    /** Has it go on after {@link #hang}. */
    public synchronized void goOn() {
        if (process != null) {
            process.goOn();
        }
    }

    /** Starts it again, on the same port and with the data it had; stops it before if it runs. */
    public synchronized void restart() {
        stop();
        if (closed) {
            throw new StoresException("This PostgreSQL was closed, and its data is gone: start another one");
        }
        ServerProcess started = ServerProcess.start(NAME, new PostgresCluster(home).command(port), home);
        process = started;
        started.awaitReady(() -> server().connect().close(), START);
    }

    /** Stops it for good and deletes its temporary directory. */
    @Override
    public synchronized void close() {
        goOn();
        stop();
        closed = true;
        AtExit.forget(this);
        home.discard();
    }

    synchronized CompletableFuture<String> ended() {
        return process == null ? CompletableFuture.completedFuture(NAME + " is stopped") : process.ended();
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
