package org.scalelite.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.AtExit;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.Programs;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One Redis Sentinel on 127.0.0.1, which can be killed and restarted. */
public final class SentinelServer implements AutoCloseable {
    private static final String NAME = "Sentinel";
    private static final Duration START = Duration.ofSeconds(20);

    private final ServerHome home;
    private final int port;
    private @Nullable ServerProcess process;

    private SentinelServer(ServerHome home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts one on a free port, with lines for its configuration such as {@code sentinel monitor …}. */
    public static SentinelServer start(List<String> configuration) {
        SentinelServer server = new SentinelServer(ServerHome.temporary("sentinel"), Ports.free());
        server.write(configuration);
        AtExit.close(server);
        server.restart();
        return server;
    }

    private Path file() {
        return ServerHome.directories(home.data()).resolve("sentinel.conf");
    }

    private void write(List<String> configuration) {
        try {
            Files.write(file(), configuration);
        } catch (IOException e) {
            throw new StoresException(file() + " cannot be written: " + e.getMessage(), e);
        }
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

    /** Starts it again, with what it knew. */
    public synchronized void restart() {
        kill();
        ServerProcess started = ServerProcess.start(
                NAME,
                List.of(
                        Programs.redis(home.programs()).toString(),
                        file().toString(),
                        "--sentinel",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        home.data().toString()),
                home);
        process = started;
        started.awaitReady(new RedisProbe("127.0.0.1", port), START);
    }

    @Override
    public synchronized void close() {
        kill();
        AtExit.forget(this);
        home.discard();
    }
}
