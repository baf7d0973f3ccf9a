package org.scalelite.stores.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks quickly and quietly whether a Docker engine is there. */
record DockerSocket(Map<String, String> environment) {
    private static final int MILLIS = 1_500;
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    boolean answers() {
        return given().startsWith("tcp:") ? accepts(URI.create(given())) : socket().isPresent();
    }

    /** The socket file behind which an engine answers, if it is a local one. */
    Optional<Path> socket() {
        return candidates().stream()
                .filter(Files::exists)
                .filter(DockerSocket::answers)
                .findFirst();
    }

    private String given() {
        return environment.getOrDefault("DOCKER_HOST", "");
    }

    private List<Path> candidates() {
        if (!given().isEmpty()) {
            return given().startsWith("unix:")
                    ? List.of(Path.of(URI.create(given()).getPath()))
                    : List.of();
        }
        Path home = Path.of(System.getProperty("user.home"), ".docker");
        return List.of(
                Path.of("/var/run/docker.sock"),
                Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                home.resolve("run/docker.sock"),
                home.resolve("desktop/docker.sock"));
    }

    // It may speak TLS, so that it listens is all that is asked.
    private static boolean accepts(URI uri) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(String.valueOf(uri.getHost()), uri.getPort()), MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean answers(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return ping(channel, UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false;
        }
    }

    // Sockets of this kind know no timeout; closing the channel ends a call that waits.
    private static boolean ping(SocketChannel channel, SocketAddress address) {
        var answer = new CompletableFuture<Boolean>();
        Thread.ofPlatform().daemon().name("docker-ping").start(() -> answer.complete(exchange(channel, address)));
        try {
            return answer.get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean exchange(SocketChannel channel, SocketAddress address) {
        try {
            channel.connect(address);
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(256);
            channel.read(answer);
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            return text.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
