package org.scalelite.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/** Accepts connections on a free port of 127.0.0.1, each for a handler in a thread of its own. */
public final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final Handler handler;

    /** Serves a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        void serve(Socket connection) throws IOException;
    }

    /** Accepts plain connections. */
    public Acceptor(Handler handler) {
        this(ServerSocketFactory.getDefault(), handler);
    }

    /** Accepts connections to a socket of this factory. */
    public Acceptor(ServerSocketFactory sockets, Handler handler) {
        this.handler = handler;
        try {
            listener = sockets.createServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                // Closed, or one connection less.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            handler.serve(connection);
        } catch (IOException _) {
            // The other side has closed it.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
