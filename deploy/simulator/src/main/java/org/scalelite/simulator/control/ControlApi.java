package org.scalelite.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.http.Json;
import org.scalelite.simulator.meeting.UnknownMeetingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controls of a pool over HTTP and JSON, for other processes (BBB API reference, section 11). */
public final class ControlApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlApi.class);

    private final HttpServer server;
    private final ControlRoutes routes;
    // A control call waits for sockets to close, which an event loop thread must never do.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ControlApi(HttpServer server, ControlRoutes routes) {
        this.server = server;
        this.routes = routes;
    }

    /** Port 0 takes a free one. */
    public static ControlApi start(SimulatedPool pool, String host, int port) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of " + host + " cannot be used: " + e.getMessage(), e);
        }
        ControlApi api = new ControlApi(server, new ControlRoutes(pool));
        server.setExecutor(api.threads);
        server.createContext("/", api::handle);
        server.start();
        return api;
    }

    public URI url() {
        String host = server.getAddress().getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : server.getAddress().getHostString();
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        ControlAnswer answer = answer(exchange);
        byte[] body = Json.bytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ControlAnswer answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return routes.answer(ControlRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        } catch (ControlNotFoundException | UnknownMeetingException e) {
            return error(404, e);
        } catch (JsonProcessingException e) {
            return new ControlAnswer(400, Map.of("error", "The body is not JSON: " + e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return error(400, e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return error(500, e);
        }
    }

    private static ControlAnswer error(int status, RuntimeException cause) {
        return new ControlAnswer(status, Map.of("error", String.valueOf(cause.getMessage())));
    }

    /** An answer of the control API; the body becomes JSON (BBB API reference, section 11). */
    record ControlAnswer(int status, Object body) {}

    /** A control request names a server or a path that does not exist (BBB API reference, section 11). */
    static final class ControlNotFoundException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ControlNotFoundException(String message) {
            super(message);
        }
    }
}
