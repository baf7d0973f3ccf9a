package org.scalelite.stores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.AtExit;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** A server of its own on 127.0.0.1, which can be killed, stopped and restarted with its data. */
abstract class LocalServer implements AutoCloseable {
    final ServerHome home;
    final int port;
    private final String name;
    private final Ending ending;
    private @Nullable ServerProcess process;
    private boolean closed;

    LocalServer(String name, ServerHome home, int port, Ending ending) {
        this.name = name;
        this.home = home;
        this.port = port;
        this.ending = ending;
        AtExit.close(this);
    }

    abstract List<String> command();

    abstract ServerProcess.Probe probe();

    /** Long enough to recover after a crash, or to read a large file. */
    Duration startLimit() {
        return Duration.ofSeconds(60);
    }

    /** The port on 127.0.0.1, the same after each restart. */
    public int port() {
        return port;
    }

    /** Ends the process and its children with SIGKILL, as a crash would. */
    public synchronized void kill() {
        if (process != null) {
            process.killAll();
            process = null;
        }
    }

    /** Ends the process by a signal, after which it writes its data. */
    public synchronized void stop() {
        if (process != null) {
            process.end(ending);
            process = null;
        }
    }

    /** Makes it hang: it keeps its connections, accepts new ones and answers nothing, until {@link #goOn}. */
    public synchronized void hang() {
        if (process != null) {
            process.hang();
        }
    }

    /** Continues it after {@link #hang}. */
    public synchronized void goOn() {
        if (process != null) {
            process.goOn();
        }
    }

    /**
     * Starts it again, on the same port and with its data; stops it before if it runs.
     *
     * @param launcher what its command line begins with, such as {@code env}, {@code NAME=value}
     */
    public synchronized void restart(String... launcher) {
        stop();
        if (closed) {
            throw new StoresException("This %s was closed, and its data is gone: start another one".formatted(name));
        }
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(command());
        ServerProcess started = ServerProcess.start(name, command, home);
        process = started;
        started.awaitReady(probe(), startLimit());
    }

    /** Stops it and deletes its temporary directory. */
    @Override
    public synchronized void close() {
        goOn();
        stop();
        closed = true;
        AtExit.forget(this);
        home.discard();
    }

    synchronized CompletableFuture<String> ended() {
        return process == null ? CompletableFuture.completedFuture(name + " is stopped") : process.ended();
    }
}
