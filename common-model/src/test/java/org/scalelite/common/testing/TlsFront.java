package org.scalelite.common.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** What nginx is before a server: it ends TLS and hands the bytes on to a port of this machine. */
public final class TlsFront implements AutoCloseable {
    private final Acceptor acceptor;
    private final int port;

    /** Listens on a free port, with the certificate of this context. */
    public TlsFront(SSLContext certificate, int port) {
        this.port = port;
        this.acceptor = new Acceptor(certificate.getServerSocketFactory(), this::connect);
    }

    /** Where it listens. */
    public int port() {
        return acceptor.port();
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        Thread.ofVirtual().start(() -> copy(client, server));
        copy(server, client);
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One end is gone, so the other one goes.
        }
    }

    @Override
    public void close() {
        acceptor.close();
    }
}
