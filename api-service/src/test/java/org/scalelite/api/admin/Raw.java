package org.scalelite.api.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.scalelite.api.ApiService;
import org.scalelite.common.testing.TestTimeout;

/** Requests that no HTTP client would send. */
final class Raw {
    private static final int DEADLINE = (int) TestTimeout.LIMIT.toMillis();

    private Raw() {}

    /** The answer to a GET of this path and query, head and body, with a line feed after each line. */
    static String get(ApiService replica, String pathAndQuery, String token) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), replica.uri().getPort())) {
            socket.setSoTimeout(DEADLINE);
            socket.getOutputStream()
                    .write(("GET " + pathAndQuery
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
