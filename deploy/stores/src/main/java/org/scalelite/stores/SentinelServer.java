package org.scalelite.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.Programs;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One Redis Sentinel on 127.0.0.1. */
public final class SentinelServer extends LocalServer {
    private SentinelServer(ServerHome home, int port) {
        super("Sentinel", home, port, Ending.TERM);
    }

    /** Starts one on a free port, with lines for its configuration such as {@code sentinel monitor …}. */
    public static SentinelServer start(List<String> configuration) {
        SentinelServer server = new SentinelServer(ServerHome.temporary("sentinel"), Ports.free());
        server.write(configuration);
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

    @Override
    ServerProcess.Probe probe() {
        return new RedisProbe("127.0.0.1", port);
    }

    @Override
    List<String> command() {
        return List.of(
                Programs.redis(home.programs()).toString(),
                file().toString(),
                "--sentinel",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                home.data().toString());
    }
}
