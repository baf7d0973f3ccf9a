package org.scalelite.stores;

import java.util.ArrayList;
import java.util.List;
import org.scalelite.stores.process.Directories;
import org.scalelite.stores.process.Ending;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.Programs;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;

/** One Redis process of its own on 127.0.0.1. */
public final class RedisServer extends LocalServer {
    private final List<String> options;

    private RedisServer(ServerHome home, int port, List<String> options) {
        super("Redis", home, port, Ending.TERM);
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
        server.restart();
        return server;
    }

    /** The URL of its database 0. */
    public String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    /** Kills it and deletes its data, as the loss of its disk would. */
    public synchronized void lose() {
        kill();
        Directories.delete(home.data());
    }

    @Override
    ServerProcess.Probe probe() {
        return new RedisProbe("127.0.0.1", port);
    }

    @Override
    List<String> command() {
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
