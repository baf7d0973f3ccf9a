package org.scalelite.stores.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.scalelite.stores.StoresException;

/** TCP ports of this machine's loopback address. */
public final class Ports {
    // Below the range systems take client ports from: a client that reconnects again and again while its server is
    // down would otherwise be given the server's port now and then, and the server could not come back.
    private static final int FIRST = 15_000;
    private static final int AFTER_LAST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** A port that is free at the moment. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new StoresException("No free port from " + FIRST + " to " + AFTER_LAST
                + " on 127.0.0.1: stop servers that are left running there");
    }

    /** The port itself, or a free one for 0. */
    public static int free(int wanted, String server, String option) {
        if (wanted == 0) {
            return free();
        }
        if (!isFree(wanted)) {
            throw new StoresException("Port " + wanted + " on 127.0.0.1 is taken, so " + server
                    + " cannot use it: stop what listens there, or choose another port with " + option);
        }
        return wanted;
    }

    /** Whether this port is free. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
