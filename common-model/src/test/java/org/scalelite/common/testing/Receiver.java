package org.scalelite.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.scalelite.stores.process.Ports;

/** A front-end that receives callbacks over real HTTP, on 127.0.0.1. */
public final class Receiver implements AutoCloseable {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Call, Integer> answer;
    private final Optional<String> location;
    private final int port;
    private HttpServer server;

    /** What it was sent. */
    public record Call(String path, Map<String, List<String>> headers, String body) {

        /** The token of a recording-ready callback. */
        public String signedParameters() {
            String field = "signed_parameters=";
            return body.startsWith(field)
                    ? URLDecoder.decode(body.substring(field.length()), StandardCharsets.UTF_8)
                    : "";
        }

        /** A header, or nothing. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private Receiver(Function<Call, Integer> answer, Optional<String> location) {
        this.answer = answer;
        this.location = location;
        this.server = listen(Ports.free());
        this.port = server.getAddress().getPort();
    }

    /** One that answers each call with a status. */
    public static Receiver answering(Function<Call, Integer> answer) {
        return new Receiver(answer, Optional.empty());
    }

    /** One that answers all calls with this status. */
    public static Receiver answering(int status) {
        return answering(_ -> status);
    }

    /** One that sends its callers elsewhere. */
    public static Receiver redirecting(int status, String location) {
        return new Receiver(_ -> status, Optional.of(location));
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer listening =
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), onPort), 50);
            listening.setExecutor(threads);
            listening.createContext("/", this::handle);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = new Call(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
            calls.add(call);
            location.ifPresent(to -> exchange.getResponseHeaders().set("Location", to));
            exchange.sendResponseHeaders(answer.apply(call), -1);
        }
    }

    /** Its address with a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public int port() {
        return port;
    }

    /** All it was sent so far. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** It goes down: connections are refused. */
    public void stop() {
        server.stop(0);
    }

    /** It comes up again at the same address. */
    public void restart() {
        server = listen(port);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
