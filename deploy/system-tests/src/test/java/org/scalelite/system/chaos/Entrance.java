package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One port of a loopback address that takes connections, refuses them, or lets them knock in vain as a cut network does. */
final class Entrance implements AutoCloseable {
    // Below the ports that systems give to clients, so that it stays free while it is closed.
    private static final int FIRST_PORT = 15_000;
    private static final int AFTER_LAST_PORT = 32_000;
    private static final int ATTEMPTS = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration KNOCK_TIMEOUT = Duration.ofMillis(150);
    private static final int BACKLOG = 1024;

    private final InetAddress host;
    private final int port;
    private final Consumer<Socket> guest;
    private final List<Socket> waiting = new ArrayList<>();
    private @Nullable ServerSocket listening;
    private @Nullable Socket reserved;

    /** On some free port of 127.0.0.1. */
    Entrance(Consumer<Socket> guest) {
        this.host = InetAddress.getLoopbackAddress();
        this.guest = guest;
        ServerSocket opened = anyPort();
        this.port = opened.getLocalPort();
        accept(opened);
    }

    Entrance(InetAddress host, int port, Consumer<Socket> guest) {
        this.host = host;
        this.port = port;
        this.guest = guest;
        accept(bind(BACKLOG));
    }

    int port() {
        return port;
    }

    /** Takes connections. */
    synchronized void open() {
        shut();
        accept(bind(BACKLOG));
    }

    /** Answers nothing: who connects waits until he gives up, because the system's queue for this port is full. */
    synchronized void cut() {
        shut();
        listening = bind(1);
        while (knock()) {
            // There was room for one more.
        }
    }

    /** Refuses connections. */
    synchronized void shut() {
        try {
            if (listening != null) {
                listening.close();
                listening = null;
            }
            for (Socket socket : waiting) {
                socket.close();
            }
            waiting.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reserve();
    }

    /**
     * A bound socket that does not listen refuses connections, and no other process gets the port. Binding
     * succeeds only when the listening socket is really gone, which is a moment after close if a thread accepts.
     */
    private void reserve() {
        if (reserved == null) {
            reserved = untilFree(() -> {
                Socket socket = new Socket();
                try {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(host, port));
                    return socket;
                } catch (IOException e) {
                    socket.close();
                    throw e;
                }
            });
        }
    }

    private void release() {
        try {
            if (reserved != null) {
                reserved.close();
                reserved = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean knock() {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) KNOCK_TIMEOUT.toMillis());
            waiting.add(socket);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        listening = opened;
        Thread.ofVirtual().name("entrance-" + port).start(() -> {
            while (!opened.isClosed()) {
                try {
                    guest.accept(opened.accept());
                } catch (IOException _) {
                    // Closed meanwhile, or the guest has gone.
                }
            }
        });
    }

    private ServerSocket anyPort() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, AFTER_LAST_PORT);
            try {
                return listen(port, BACKLOG);
            } catch (IOException _) {
                // Taken.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + AFTER_LAST_PORT);
    }

    private ServerSocket bind(int backlog) {
        release();
        return untilFree(() -> listen(port, backlog));
    }

    private interface Binding<T> {
        T bind() throws IOException;
    }

    private static <T> T untilFree(Binding<T> binding) {
        for (int attempt = 1; ; attempt++) {
            try {
                return binding.bind();
            } catch (IOException e) {
                // The socket before it may take a moment to be gone.
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private ServerSocket listen(int port, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port), backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        shut();
        release();
    }
}
