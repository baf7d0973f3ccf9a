package org.scalelite.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** A front-end that notes the numbered events of each meeting, and whether they are signed with its secret. */
final class HookReceiver implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"raise-hand\":(\\d+)");
    private static final Pattern MEETING = Pattern.compile("\"external-meeting-id\":\"([^\"]+)\"");

    private final String secret;
    private final Duration delay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Long>> numbers = new HashMap<>();
    private final HttpServer server;
    private int forged;

    HookReceiver(String secret, Duration delay) {
        this.secret = secret;
        this.delay = delay;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean signed = exchange.getRequestURI()
                    .toString()
                    .equals("/hook?checksum=" + ChecksumAlgorithm.SHA1.hex(url(), body, secret));
            Thread.sleep(delay);
            note(URLDecoder.decode(body, StandardCharsets.UTF_8), signed);
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(String event, boolean signed) {
        forged += signed ? 0 : 1;
        Matcher number = NUMBER.matcher(event);
        Matcher meeting = MEETING.matcher(event);
        if (number.find() && meeting.find()) {
            numbers.computeIfAbsent(meeting.group(1), _ -> new ArrayList<>()).add(Long.parseLong(number.group(1)));
        }
    }

    synchronized int forged() {
        return forged;
    }

    /** The numbers of the events of a meeting, each where it came first. */
    synchronized List<Long> first(String meeting) {
        return numbers.getOrDefault(meeting, List.of()).stream().distinct().toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
