package org.scalelite.api.upload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalelite.common.testing.TestTimeout;

/** A raw HTTP client, for slow and malformed uploads. */
final class Sender implements AutoCloseable {
    private static final int DEADLINE_MILLIS = (int) TestTimeout.LIMIT.toMillis();

    private final Socket socket;
    private final BufferedReader reader;

    Sender(URI replica) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), replica.getPort());
        socket.setSoTimeout(DEADLINE_MILLIS);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    Sender head(String method, String path, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: sl.example.org\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return body(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    Sender body(byte[] bytes, int from, int to) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes, from, to - from);
        out.flush();
        return this;
    }

    Sender body(byte[] bytes) throws IOException {
        return body(bytes, 0, bytes.length);
    }

    /** The head of the next answer. */
    List<String> answerHead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** The next answer, head and body. */
    String answer() throws IOException {
        List<String> head = answerHead();
        int length = head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += reader.read(body, read, length - read);
        }
        return String.join("\n", head) + "\n\n" + new String(body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
