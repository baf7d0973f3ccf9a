package org.scalelite.api.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.SocketFactory;
import org.scalelite.common.testing.TestTimeout;

/** Requests exactly the given path, under any host name, without following redirects. */
public final class Browser {
    private static final int DEADLINE_MS = (int) TestTimeout.LIMIT.toMillis();

    private final int port;
    private final String host;
    private final SocketFactory sockets;
    private final Map<String, String> headers;

    private Browser(int port, String host, SocketFactory sockets, Map<String, String> headers) {
        this.port = port;
        this.host = host;
        this.sockets = sockets;
        this.headers = headers;
    }

    public static Browser at(int port) {
        return new Browser(port, "127.0.0.1:" + port, SocketFactory.getDefault(), Map.of());
    }

    public Browser as(String otherHost) {
        return new Browser(port, otherHost, sockets, headers);
    }

    public Browser over(SocketFactory others) {
        return new Browser(port, host, others, headers);
    }

    public Browser with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Browser(port, host, sockets, more);
    }

    /** A response. */
    public record Reply(int status, Map<String, List<String>> headers, byte[] body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                    .map(List::getFirst);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** All of a response that an observer can compare, except its time and the id of the request. */
        public String fingerprint() {
            Map<String, List<String>> seen = new TreeMap<>(headers);
            seen.remove("date");
            seen.remove("x-request-id");
            return status + "\n" + seen + "\n" + text();
        }

        /** The part of Set-Cookie that is sent back to the server. */
        public String cookie() {
            return header("Set-Cookie").orElseThrow().split(";", 2)[0];
        }
    }

    public Reply get(String path) {
        return send("GET", path, new byte[0]);
    }

    public Reply head(String path) {
        return send("HEAD", path, new byte[0]);
    }

    public Reply send(String method, String path, byte[] body) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            request.append("Content-Length: ").append(body.length).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(DEADLINE_MS);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return reply(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private static Reply reply(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no reply: " + all);
        }
        String[] lines = all.substring(0, end).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, chunked ? joined(body) : body);
    }

    private static byte[] joined(byte[] chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < chunks.length) {
            int lineEnd = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, lineEnd), 16);
            body.write(chunks, lineEnd + 2, length);
            at = length == 0 ? chunks.length : lineEnd + 2 + length + 2;
        }
        return body.toByteArray();
    }
}
