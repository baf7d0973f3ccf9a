package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The network between the suite and one BBB server. What was sent while it is cut arrives when it is repaired, as with TCP;
 * who sent it may be gone by then.
 */
final class Link implements AutoCloseable {
    private static final byte[] END = new byte[0];
    private static final int CHUNK = 16 * 1024;
    private static final int START_OF_REQUEST = 300;

    private final int serverPort;
    private final PollWatch polls;
    private final Gate gate = new Gate();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Entrance entrance;

    Link(int serverPort, PollWatch polls) {
        this.serverPort = serverPort;
        this.polls = polls;
        this.entrance = new Entrance(this::connect);
    }

    /** Another way to the same server, at this address of the machine and the same port. */
    Link(Link other, InetAddress host) {
        this.serverPort = other.serverPort;
        this.polls = other.polls;
        this.entrance = new Entrance(host, other.port(), this::connect);
    }

    int port() {
        return entrance.port();
    }

    /** Nothing gets through, without an error. */
    void cut() {
        gate.close();
        entrance.cut();
    }

    /** Connections are refused, and those that stand are reset. */
    void refuse() {
        entrance.shut();
        reset();
        gate.open();
    }

    /** All is well again. */
    void repair() {
        entrance.open();
        gate.open();
    }

    private void reset() {
        // All of them first: the end of one side closes the other one, which would end without a reset.
        sockets.forEach(socket -> quietly(() -> socket.setSoLinger(true, 0)));
        sockets.forEach(socket -> quietly(socket::close));
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(client);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            forward(client, server, true);
            forward(server, client, false);
        } catch (IOException _) {
            quietly(client::close);
        }
    }

    /** Reads on while the network is cut, to see when a caller gives up. */
    private void forward(Socket from, Socket to, boolean requests) {
        Socket client = requests ? from : to;
        BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[CHUNK];
                int length;
                while ((length = in.read(buffer)) > 0) {
                    byte[] chunk = Arrays.copyOf(buffer, length);
                    watch(client, requests, chunk);
                    chunks.add(chunk);
                }
            } catch (IOException _) {
                // Reset: an end as well.
            }
            if (requests) {
                polls.callerLeft(client);
            } else {
                polls.ended(client);
            }
            chunks.add(END);
        });
        Thread.ofVirtual().start(() -> deliver(chunks, from, to));
    }

    private void watch(Socket client, boolean requests, byte[] chunk) {
        if (!requests) {
            polls.ended(client);
        } else if (new String(chunk, 0, Math.min(chunk.length, START_OF_REQUEST), StandardCharsets.ISO_8859_1)
                .contains("/getMeetings?")) {
            polls.began(client);
        }
    }

    private void deliver(BlockingQueue<byte[]> chunks, Socket from, Socket to) {
        try {
            byte[] chunk;
            while ((chunk = chunks.take()) != END) {
                gate.pass();
                to.getOutputStream().write(chunk);
            }
            gate.pass();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // The other end has gone.
        }
        quietly(from::close);
        quietly(to::close);
        sockets.remove(from);
        sockets.remove(to);
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.run();
        } catch (IOException _) {
            // It is gone in any case.
        }
    }

    @Override
    public void close() {
        refuse();
    }
}
