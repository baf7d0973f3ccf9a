package org.scalelite.stores.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is closed at the end of this JVM unless it was closed before, the newest first. */
public final class AtExit {
    private static final Logger LOG = LoggerFactory.getLogger(AtExit.class);
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::closeAll, "stores-at-exit"));
    }

    private AtExit() {}

    public static void close(AutoCloseable server) {
        synchronized (OPEN) {
            OPEN.push(server);
        }
    }

    public static void forget(AutoCloseable server) {
        synchronized (OPEN) {
            OPEN.remove(server);
        }
    }

    private static void closeAll() {
        for (AutoCloseable server = next(); server != null; server = next()) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("A store was not stopped: {}", e.getMessage());
            }
        }
    }

    private static @Nullable AutoCloseable next() {
        synchronized (OPEN) {
            return OPEN.poll();
        }
    }
}
