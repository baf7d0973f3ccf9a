package org.scalelite.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.AtExit;
import org.scalelite.stores.process.Directories;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.Programs;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One Redis process of its own on 127.0.0.1, which can be killed, stopped and restarted with its data. */
public final class RedisServer implements AutoCloseable {
    private static final String NAME = "Redis";
    // Long enough to read a large append-only file.
    private static final Duration START = Duration.ofSeconds(60);

    private final ServerHome home;
    private final int port;
    private final List<String> options;
    private @Nullable ServerProcess process;
    private boolean closed;

    private RedisServer(ServerHome home, int port, List<String> options) {
        this.home = home;
        this.port = port;
        this.options = options;
    }

    /**
     * Starts a Redis on a free port with a temporary directory.
     *
     * @param options further ones of its command line, such as {@code --requirepass}, {@code secret}
     */
    public static RedisServer start(String... options) {
        return start(ServerHome.temporary("redis"), Ports.free(), List.of(options));
    }

    static RedisServer start(ServerHome home, int port) {
        return start(home, port, List.of());
    }

    private static RedisServer start(ServerHome home, int port, List<String> options) {
        RedisServer server = new RedisServer(home, port, options);
        AtExit.close(server);
        server.restart();
        return server;
    }

    /** The URL of its database 0. */
    public String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    /** The port on 127.0.0.1, the same after each restart. */
    public int port() {
        return port;
    }

    /** Ends the process with SIGKILL, as a crash would. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Ends the process with SIGTERM, which writes what there is to write. */
    public synchronized void stop() {
        if (process != null) {
            process.end(Ending.TERM);
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

    /**
     * Starts it again, on the same port and with the data it had; stops it before if it runs.
     *
     * @param launcher what its command line begins with, such as {@code env}, {@code NAME=value}
     */
    public synchronized void restart(String... launcher) {
        stop();
        if (closed) {
            throw new StoresException("This Redis was closed, and its data is gone: start another one");
        }
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(command());
        ServerProcess started = ServerProcess.start(NAME, command, home);
        process = started;
        started.awaitReady(new RedisProbe("127.0.0.1", port), START);
    }

    /** Kills it and deletes what it has written, as the loss of its disk would. */
    public synchronized void lose() {
        kill();
        Directories.delete(home.data());
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

    private List<String> command() {
        String data = ServerHome.directories(home.data()).toString();
        // "no" leaves it to the system when to bring data to the disk, but hands it over before each answer: a killed
        // process loses nothing. "everysec" also limits what a power cut costs, and may delay the handing over.
        String fsync = home.lasting() ? "everysec" : "no";
        List<String> command = new ArrayList<>(List.of(
                Programs.redis(home.programs()).toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data,
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync,
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(options);
        return command;
    }
}
