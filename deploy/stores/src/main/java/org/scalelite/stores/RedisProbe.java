package org.scalelite.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.scalelite.stores.process.ServerProcess;

/** Asks a Redis whether it answers, with the few bytes that takes. */
public record RedisProbe(String host, int port) implements ServerProcess.Probe {
    private static final int MILLIS = 2_000;

    @Override
    public void check() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = reader.readLine();
            // While it reads its data Redis answers with an error that says so; one that wants a password is ready.
            if (!"+PONG".equals(answer) && !String.valueOf(answer).startsWith("-NOAUTH")) {
                throw new IOException("it answers " + answer);
            }
        }
    }
}
