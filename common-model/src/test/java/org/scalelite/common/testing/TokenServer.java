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
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A token endpoint as Keycloak has it, over real HTTP on 127.0.0.1: it gives tokens for one form only. */
public final class TokenServer implements AutoCloseable {
    public static final String CLIENT = "lrs-client";
    public static final String CLIENT_SECRET = "client secret & more";
    public static final String USER = "scalelite";
    public static final String PASSWORD = "päss=word";
    public static final int LIFE_SECONDS = 300;

    private static final Map<String, String> FORM = Map.of(
            "client_id", CLIENT,
            "client_secret", CLIENT_SECRET,
            "username", USER,
            "password", PASSWORD,
            "grant_type", "password");

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Fault fault = Fault.NONE;

    /** What is wrong with it. */
    public enum Fault {
        NONE,
        UNAUTHORIZED,
        /** It takes the request and says nothing. */
        HANG,
        /** It begins an answer that never ends. */
        DRIP,
        GARBAGE,
        NO_TOKEN,
        REDIRECT
    }

    public TokenServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public void inject(Fault wrong) {
        fault = wrong;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/school/protocol/openid-connect/token";
    }

    /** The paths that were asked for so far. */
    public List<String> asked() {
        return List.copyOf(paths);
    }

    /** The token that the request of this number was given, counted from 1. */
    public static String token(int request) {
        return "token-" + request;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            paths.add(exchange.getRequestURI().getPath());
            int request = paths.size();
            Map<String, String> form =
                    form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean right = form.equals(FORM) && exchange.getRequestMethod().equals("POST");
            switch (fault) {
                case NONE -> {
                    if (right) {
                        answer(exchange, 200, granted(request));
                    } else {
                        answer(exchange, 401, "{\"error\":\"invalid_grant\"}");
                    }
                }
                case UNAUTHORIZED -> answer(exchange, 401, "{\"error\":\"invalid_client\"}");
                case GARBAGE -> answer(exchange, 200, "<html>Welcome</html>");
                case NO_TOKEN -> answer(exchange, 200, "{\"token_type\":\"Bearer\"}");
                case REDIRECT -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    answer(exchange, 307, granted(request));
                }
                case HANG -> awaitEnd();
                case DRIP -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    awaitEnd();
                }
            }
        }
    }

    private static String granted(int request) {
        return "{\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\",\"scope\":\"profile\"}"
                .formatted(token(request), LIFE_SECONDS);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
