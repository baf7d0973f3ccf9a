package org.scalelite.common.bbb;

import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.scalelite.common.bbb.ServerSlots.Use;
import reactor.core.publisher.Mono;

/**
 * The only one who speaks HTTP to BBB servers. A call is made once and has a deadline for everything together: connect,
 * answer and its body (specification, section 5.5). What too many calls to the same server are in the way of is not made.
 */
public final class BbbClient implements AutoCloseable {
    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);

    /** How the HTTP client begins what it says of a connection that never stood, whatever the cause. */
    private static final List<String> CONNECT_FAILURES = List.of("Connect Error", "Unknown connect error");

    private static final int OK = 200;

    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofSeconds(30);

    private final BbbClientConfig config;
    private final BbbClientConfig offlineConfig;
    private final RawHttpClient client;

    /** Gives up connecting sooner: for servers that are offline, and where little time is left. */
    private final RawHttpClient hastyClient;

    private final ExecutorService bodyReaders = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSlots slots;
    private final Contacts contacts = new Contacts();

    public BbbClient(BbbClientConfig config) {
        this.config = config;
        this.offlineConfig = config.forOfflineServers();
        this.slots = new ServerSlots(config.callsPerServer());
        this.client = RawHttpClient.create(null, httpConfig(config.connectTimeout()));
        this.hastyClient = RawHttpClient.create(null, httpConfig(offlineConfig.connectTimeout()));
    }

    /** What came back over HTTP, before anybody has read it. */
    public sealed interface Fetched {
        /** The body of an answer with status 200. */
        record Document(byte[] bytes) implements Fetched {
            @Override
            public String toString() {
                return "Document[" + bytes.length + " bytes]";
            }
        }

        /** No such body. */
        record Failure(BbbReply reply) implements Fetched {}
    }

    /**
     * How a server answers to the first word.
     *
     * @param index the version document
     * @param date the time by its clock, which HTTP tells in whole seconds; empty if it keeps that to itself
     */
    public record Greeting(Fetched index, Optional<Instant> date) {}

    private HttpClientConfiguration httpConfig(Duration connectTimeout) {
        DefaultHttpClientConfiguration http = new DefaultHttpClientConfiguration();
        http.setConnectTimeout(connectTimeout);
        http.setReadTimeout(config.responseTimeout().plusSeconds(1));
        http.setRequestTimeout(Duration.ofSeconds(-1));
        http.setFollowRedirects(false);
        http.setExceptionOnErrorStatus(false);
        http.setMaxContentLength(config.maxAnswerBytes());
        http.setConnectionPoolIdleTimeout(IDLE_CONNECTION_LIFE);
        return http;
    }

    /** Whether enough time is left to tell a server that cannot be reached from one that does not answer. */
    public boolean canTry(Deadline deadline) {
        return deadline.left().compareTo(offlineConfig.connectTimeout()) > 0;
    }

    /** How long a call to this server may take at most. */
    public Duration deadline(BbbEndpoint server) {
        return configFor(server).responseTimeout();
    }

    /** Makes a call and reads whether it succeeded. */
    public BbbReply call(BbbEndpoint server, String call, CallParameters parameters) {
        return call(server, call, parameters, Optional.empty(), deadline(server));
    }

    /** Makes a call, with a body, and reads whether it succeeded. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public BbbReply call(
            BbbEndpoint server, String call, CallParameters parameters, Optional<BbbBody> body, Duration deadline) {
        URI uri = server.signed(call, parameters, config.algorithm());
        return switch (fetch(uri, server, Use.CALL, body, deadline, _ -> {})) {
            case Fetched.Document(byte[] bytes) -> ReplyReader.read(bytes);
            case Fetched.Failure(BbbReply reply) -> reply;
        };
    }

    /** Asks a server for one meeting. */
    public BbbReply meetingInfo(BbbEndpoint server, String meetingId, Duration deadline) {
        CallParameters which = CallParameters.of("meetingID", meetingId);
        return call(server, "getMeetingInfo", which, Optional.empty(), deadline);
    }

    /** Makes a call and leaves the reading to the caller. */
    public Fetched fetch(BbbEndpoint server, String call, CallParameters parameters) {
        URI uri = server.signed(call, parameters, config.algorithm());
        return fetch(uri, server, Use.LIST, Optional.empty(), deadline(server), _ -> {});
    }

    /** Asks for the version document, which needs no signature. */
    public Fetched fetchIndex(BbbEndpoint server) {
        return fetch(server.api(), server, Use.LIST, Optional.empty(), deadline(server), _ -> {});
    }

    /** Asks for the version document as {@link #fetchIndex} does, and for the time by the server's clock. */
    public Greeting greet(BbbEndpoint server) {
        AtomicReference<@Nullable Instant> date = new AtomicReference<>();
        Fetched index = fetch(
                server.api(),
                server,
                Use.LIST,
                Optional.empty(),
                deadline(server),
                answer -> ServerDate.of(answer.getHeaders().get("Date")).ifPresent(date::set));
        return new Greeting(index, Optional.ofNullable(date.get()));
    }

    /** How servers answered. */
    public Contacts contacts() {
        return contacts;
    }

    /** How many calls were not made since the start because too many to the same server were under way. */
    public long refused() {
        return slots.refused();
    }

    /** The signed address of a call, for a browser to follow. */
    public URI signed(BbbEndpoint server, String call, CallParameters parameters) {
        return server.signed(call, parameters, config.algorithm());
    }

    private BbbClientConfig configFor(BbbEndpoint server) {
        return server.online() ? config : offlineConfig;
    }

    private Fetched fetch(
            URI uri,
            BbbEndpoint server,
            Use use,
            Optional<BbbBody> body,
            Duration time,
            Consumer<ByteBodyHttpResponse<?>> head) {
        Deadline deadline = Deadline.in(time);
        try (ServerSlots.Slot _ = slots.take(server.api(), use, time)) {
            return exchange(uri, server, body, deadline, head);
        } catch (ServerSlots.NoneFreeException e) {
            return new Fetched.Failure(new BbbReply.Unreachable(String.valueOf(e.getMessage()), false));
        }
    }

    private Fetched exchange(
            URI uri,
            BbbEndpoint server,
            Optional<BbbBody> body,
            Deadline deadline,
            Consumer<ByteBodyHttpResponse<?>> head) {
        Duration time = deadline.left();
        try {
            HttpResponse<?> response =
                    Mono.<HttpResponse<?>>from(send(uri, server, body, time)).block(time);
            if (!(response instanceof ByteBodyHttpResponse<?> answer)) {
                contacts.add(server.api(), Contacts.Kind.SILENCE);
                return lost("no answer");
            }
            contacts.add(server.api(), answer.code() == OK ? Contacts.Kind.SUCCESS : Contacts.Kind.ANSWER);
            try (answer) {
                head.accept(answer);
                return read(answer, deadline);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the body of the request", e);
        } catch (RuntimeException e) {
            contacts.add(server.api(), Contacts.Kind.SILENCE);
            return failed(e);
        }
    }

    private Publisher<? extends HttpResponse<?>> send(
            URI uri, BbbEndpoint server, Optional<BbbBody> body, Duration time) throws IOException {
        // The connect timeout must strike first: what ends in the deadline may have been carried out.
        boolean hurried = time.compareTo(config.connectTimeout()) <= 0;
        RawHttpClient http = server.online() && !hurried ? client : hastyClient;
        if (body.isEmpty()) {
            return http.exchange(HttpRequest.GET(uri), null, Thread.currentThread());
        }
        MutableHttpRequest<?> post =
                HttpRequest.POST(uri, "").contentType(body.get().contentType());
        return http.exchange(post, byteBody(body.get()), Thread.currentThread());
    }

    private CloseableByteBody byteBody(BbbBody body) throws IOException {
        return InputStreamByteBody.create(body.source().open(), OptionalLong.of(body.length()), bodyReaders, BODIES);
    }

    private Fetched read(ByteBodyHttpResponse<?> answer, Deadline deadline) {
        int status = answer.code();
        if (status >= 500) {
            return new Fetched.Failure(new BbbReply.ServerError(status));
        }
        if (status != OK) {
            return new Fetched.Failure(new BbbReply.Unreadable("HTTP status " + status));
        }
        OptionalLong length = answer.byteBody().expectedLength();
        if (length.isPresent() && length.getAsLong() > config.maxAnswerBytes()) {
            return new Fetched.Failure(new BbbReply.Unreadable("an answer of " + length.getAsLong() + " bytes"));
        }
        try (CloseableAvailableByteBody bytes =
                answer.byteBody().buffer().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Fetched.Document(bytes.toByteArray());
        } catch (TimeoutException _) {
            return lost("timeout while reading the answer");
        } catch (ExecutionException e) {
            return failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return lost("interrupted");
        }
    }

    private static Fetched lost(String reason) {
        return new Fetched.Failure(new BbbReply.Unreachable(reason, true));
    }

    /** A connection that never stood cannot have carried the call; after that one cannot know. */
    private static Fetched failed(Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            switch (cause) {
                case ConnectTimeoutException e -> {
                    return notConnected("connect timeout", e);
                }
                case ConnectException e -> {
                    return notConnected("connection refused", e);
                }
                case NoRouteToHostException e -> {
                    return notConnected("no route to host", e);
                }
                case UnknownHostException e -> {
                    return notConnected("unknown host", e);
                }
                case SSLHandshakeException e -> {
                    return notConnected("TLS handshake failed: " + e.getMessage(), e);
                }
                default -> cause = cause.getCause();
            }
        }
        String message = String.valueOf(failure.getMessage());
        if (CONNECT_FAILURES.stream().anyMatch(message::startsWith)) {
            return new Fetched.Failure(new BbbReply.Unreachable(message, false));
        }
        return lost(message.startsWith("Timeout on blocking read") ? "timeout" : message);
    }

    private static Fetched notConnected(String reason, Exception cause) {
        return new Fetched.Failure(new BbbReply.Unreachable(reason + " (" + cause.getMessage() + ")", false));
    }

    @Override
    public void close() {
        bodyReaders.close();
        close(client);
        close(hastyClient);
    }

    private static void close(RawHttpClient http) {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
