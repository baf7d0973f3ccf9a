package org.scalelite.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector of OpenTelemetry that keeps the spans that it gets by OTLP over HTTP. */
public final class OtlpReceiver implements AutoCloseable {
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /** A span with its attributes as texts; ids are hexadecimal, that of the parent empty if there is none. */
    public record ReceivedSpan(
            String service,
            String name,
            String traceId,
            String id,
            String parent,
            long startNanos,
            long endNanos,
            Map<String, String> attributes) {}

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange).readAllBytes();
            texts.add(new String(body, StandardCharsets.ISO_8859_1));
            ProtobufMessage.of(body).messages(1).forEach(this::receive);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The numbers of the fields are those of opentelemetry/proto/trace/v1/trace.proto. */
    private void receive(ProtobufMessage resourceSpans) {
        String service = resourceSpans.messages(1).stream()
                .map(resource -> attributes(resource.messages(1)).getOrDefault("service.name", ""))
                .findFirst()
                .orElse("");
        resourceSpans.messages(2).stream()
                .flatMap(scopeSpans -> scopeSpans.messages(2).stream())
                .map(span -> new ReceivedSpan(
                        service,
                        span.text(5),
                        span.hex(1),
                        span.hex(2),
                        span.hex(4),
                        span.fixed64(7),
                        span.fixed64(8),
                        attributes(span.messages(9))))
                .forEach(spans::add);
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return compressed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private static Map<String, String> attributes(List<ProtobufMessage> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(
                attribute.text(1),
                attribute.messages(2).stream()
                        .map(value -> value.text(1))
                        .findFirst()
                        .orElse("")));
        return texts;
    }

    /** The settings of a service that sends its spans here. */
    public Map<String, String> environment() {
        return Map.of(
                "OTEL_TRACES_EXPORTER",
                "otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The spans with this name. */
    public List<ReceivedSpan> spans(String name) {
        return spans().filter(span -> span.name().equals(name)).toList();
    }

    /** The spans that are part of another one. */
    public List<String> namesWithin(ReceivedSpan parent) {
        return spans().filter(span -> span.parent().equals(parent.id()))
                .map(ReceivedSpan::name)
                .toList();
    }

    /** The last span with this name. */
    public Optional<ReceivedSpan> last(String name) {
        return spans(name).stream().reduce((_, next) -> next);
    }

    private Stream<ReceivedSpan> spans() {
        return spans.stream();
    }

    /** All that was received, as text. */
    public String text() {
        return String.join("\n", texts);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
