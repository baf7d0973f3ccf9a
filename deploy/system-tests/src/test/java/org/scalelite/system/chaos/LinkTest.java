package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final int SHORT_MS = 300;
    private static final int LONG_MS = 300_000;

    /** Answers what it is told. */
    private final Entrance server = new Entrance(LinkTest::echo);

    private final PollWatch polls = new PollWatch();
    private final Link link = new Link(server.port(), polls);

    @AfterEach
    void close() {
        link.close();
        server.close();
    }

    private static void echo(Socket socket) {
        Thread.ofVirtual().start(() -> {
            try (socket) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException _) {
                // The test has gone.
            }
        });
    }

    private Socket connect() throws IOException {
        return connect(LONG_MS);
    }

    private Socket connect(int limitMs) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.port()), limitMs);
        socket.setSoTimeout(LONG_MS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void dataSentWhileCutArrivesAfterTheRepair() throws IOException {
        try (Socket socket = connect()) {
            // What the kernel has taken and the link has not yet would be reset by the cut.
            send(socket, "hi");
            receive(socket, 2);
            link.cut();
            send(socket, "hello");
            socket.setSoTimeout(SHORT_MS);
            assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(LONG_MS);
            link.repair();
            assertThat(receive(socket, 5)).isEqualTo("hello");
        }
    }

    @Test
    void whoConnectsWhileItIsCutWaitsInVain() throws IOException {
        link.cut();
        assertThatThrownBy(() -> connect(SHORT_MS)).isInstanceOf(SocketTimeoutException.class);
        link.repair();
        connect().close();
    }

    @Test
    void itRefusesAndResets() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "hello");
            receive(socket, 5);
            link.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void pollsAreSeenUntilTheyAreAnsweredOrGivenUp() throws IOException {
        String poll = "GET /bigbluebutton/api/getMeetings?checksum=0 HTTP/1.1\r\n\r\n";
        link.cut();
        link.repair();
        Socket socket = connect();
        send(socket, poll);
        receive(socket, poll.length());
        await().until(() -> !polls.isUnderWay());
        link.cut();
        send(socket, poll);
        await().until(polls::isUnderWay);
        socket.close();
        await().until(() -> !polls.isUnderWay());
        assertThat(polls.polls()).isEqualTo(2);
        assertThat(polls.overlaps()).isZero();
    }
}
