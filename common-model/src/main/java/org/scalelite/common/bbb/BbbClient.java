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
import io.micronaut.http.client.exceptions.ResponseClosedException;
import io.netty.channel.ConnectTimeoutException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.scalelite.common.bbb.ServerSlots.Use;
import org.scalelite.common.logging.CalledServer;
import org.scalelite.common.logging.RequestId;
import org.scalelite.common.tls.TlsFailure;
import org.scalelite.common.tracing.Traces;
import org.scalelite.common.tracing.Work;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The HTTP client for BBB servers. A call has one deadline for connect, response and body (specification, section 5.5).
 * It is sent once; only a call that changes nothing is retried over a new connection, if the server may have closed the
 * idle one. The number of calls in flight to one server is limited.
 */
@Singleton
public final class BbbClient implements AutoCloseable {
    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);

    /** The beginning of the messages of the HTTP client for a failed connect. */
    private static final List<String> CONNECT_FAILURES = List.of("Connect Error", "Unknown connect error");

    private static final int OK = 200;

    private static final Duration IDLE_CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    /** Calls that change nothing on the server, besides the version document. */
    private static final Set<String> REPEATABLE = Set.of(
            "getMeetings", "getMeetingInfo", "getSessions", "getJoinUrl", "isMeetingRunning", "learningDashboard");

    /** Calls of all meetings, which have slots and memory of their own: other calls cannot make their lists incomplete. */
    private static final Set<String> LISTS = Set.of("getMeetings", "getSessions");

    private static final String INDEX = "index";

    private static final int INITIAL_BUFFER = 1 << 13;

    private final BbbClientConfig config;
    private final BbbClientConfig offlineConfig;
    private final RawHttpClient client;

    /** With a shorter connect timeout: for offline servers, and when little time is left. */
    private final RawHttpClient shortTimeoutClient;

    /** Opens a new connection for each call. */
    private final RawHttpClient singleUseClient;

    /**
     * The time of the last answer of each server, by {@link System#nanoTime}: without one there is no idle connection.
     */
    private final Map<URI, Long> lastAnswers = new ConcurrentHashMap<>();

    private final Map<Use, AnswerMemory> memory =
            Map.of(Use.LIST, AnswerMemory.ofHeap(), Use.CALL, AnswerMemory.ofHeap());
    private final ExecutorService bodyReaders = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSlots slots;
    private final Contacts contacts = new Contacts();
    private final Observer observer;
    private final Traces traces;

    @Inject
    BbbClient(BbbClientConfig config, Observer observer, Traces traces) {
        this.observer = observer;
        this.traces = traces;
        this.config = config;
        this.offlineConfig = config.forOfflineServers();
        this.slots = new ServerSlots(config.callsPerServer());
        this.client = RawHttpClient.create(null, httpConfig(config.connectTimeout()));
        this.shortTimeoutClient = RawHttpClient.create(null, httpConfig(offlineConfig.connectTimeout()));
        HttpClientConfiguration singleUse = httpConfig(config.connectTimeout());
        singleUse.getConnectionPoolConfiguration().setEnabled(false);
        this.singleUseClient = RawHttpClient.create(null, singleUse);
    }

    /** A client whose calls are not counted. */
    public BbbClient(BbbClientConfig config) {
        this(config, Observer.NONE, Traces.OFF);
    }

    /** Is told of each call. */
    @FunctionalInterface
    public interface Observer {
        /** Does nothing. */
        Observer NONE = (_, _, _, _) -> {};

        /**
         * A call has ended.
         *
         * @param server its API
         * @param call its name; {@code index} without one
         * @param outcome as {@link BbbReply#outcome}; {@code overloaded} if this process had no place for it
         */
        void called(URI server, String call, String outcome, Duration time);
    }

    /** The result of a call over HTTP, before it is parsed. */
    public sealed interface Fetched {
        /** The outcome as a label. The content of a document is not examined. */
        default String outcome() {
            return switch (this) {
                case Document _ -> "SUCCESS";
                case Failure(BbbReply reply) -> reply.outcome();
                case Overloaded _ -> "overloaded";
            };
        }

        /** The body of an answer with status 200. */
        record Document(byte[] bytes) implements Fetched {
            @Override
            public String toString() {
                return "Document[" + bytes.length + " bytes]";
            }
        }

        /** Another status, or no answer. */
        record Failure(BbbReply reply) implements Fetched {}

        /**
         * This process has too many calls in flight to send this one or to read its answer; the server has not failed.
         */
        record Overloaded(String reason) implements Fetched {}
    }

    /** One request. */
    private record Call(URI uri, BbbEndpoint server, Use use, boolean repeatable, Optional<BbbBody> body) {
        static Call of(BbbEndpoint server, Use use, String name, URI uri, Optional<BbbBody> body) {
            return new Call(uri, server, use, REPEATABLE.contains(name) && body.isEmpty(), body);
        }

        static Call index(BbbEndpoint server) {
            return new Call(server.api(), server, Use.LIST, true, Optional.empty());
        }
    }

    /** Reads the body of an answer. */
    @FunctionalInterface
    private interface ResponseReader {
        byte[] read(ByteBodyHttpResponse<?> answer, Deadline deadline)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(long bytes) {
            super("an answer of %d bytes or more".formatted(bytes), null, false, false);
        }
    }

    /**
     * The answer to a call without a name.
     *
     * @param index the version document
     * @param date header Date of the answer, in whole seconds; empty if it has none
     */
    public record IndexAnswer(Fetched index, Optional<Instant> date) {}

    private HttpClientConfiguration httpConfig(Duration connectTimeout) {
        DefaultHttpClientConfiguration http = new DefaultHttpClientConfiguration();
        http.setConnectTimeout(connectTimeout);
        http.setReadTimeout(config.responseTimeout().plusSeconds(1));
        http.setRequestTimeout(Duration.ofSeconds(-1));
        http.setFollowRedirects(false);
        http.setExceptionOnErrorStatus(false);
        http.setMaxContentLength(config.maxAnswerBytes());
        http.setConnectionPoolIdleTimeout(IDLE_CONNECTION_TIMEOUT);
        // Otherwise each of the clients takes a tenth of a second to close.
        http.setShutdownQuietPeriod(Duration.ZERO);
        return http;
    }

    /** Whether enough time is left for a connect timeout. */
    public boolean canTry(Deadline deadline) {
        return deadline.left().compareTo(offlineConfig.connectTimeout()) > 0;
    }

    /** The maximum duration of a call to this server. */
    public Duration deadline(BbbEndpoint server) {
        return configFor(server).responseTimeout();
    }

    /** Sends a call and parses the reply. */
    public BbbReply call(BbbEndpoint server, String call, CallParameters parameters) {
        return call(server, call, parameters, Optional.empty(), deadline(server));
    }

    /** Sends a call with a body and parses the reply. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public BbbReply call(
            BbbEndpoint server, String call, CallParameters parameters, Optional<BbbBody> body, Duration deadline) {
        CalledServer.note(server.api());
        URI uri = server.signed(call, parameters, config.algorithm());
        Call request = Call.of(server, Use.CALL, call, uri, body);
        return counted(server, call, BbbReply::outcome, () -> switch (fetch(request, deadline, BbbClient::buffered)) {
            case Fetched.Document(byte[] bytes) -> ReplyReader.read(bytes);
            case Fetched.Failure(BbbReply reply) -> reply;
            case Fetched.Overloaded(String reason) -> new BbbReply.Unreachable(reason, false);
        });
    }

    private Fetched counted(BbbEndpoint server, String call, Supplier<Fetched> fetch) {
        return counted(server, call, Fetched::outcome, fetch);
    }

    private <T> T counted(BbbEndpoint server, String call, Function<T, String> outcome, Supplier<T> fetch) {
        long start = System.nanoTime();
        T fetched = traces.run(Work.callTo(server.api(), call), fetch, outcome);
        observer.called(server.api(), call, outcome.apply(fetched), Duration.ofNanos(System.nanoTime() - start));
        return fetched;
    }

    /** Calls getMeetingInfo. */
    public BbbReply meetingInfo(BbbEndpoint server, String meetingId, Duration deadline) {
        CallParameters which = CallParameters.of("meetingID", meetingId);
        return call(server, "getMeetingInfo", which, Optional.empty(), deadline);
    }

    /** Asks a server whether it has a meeting. */
    public MeetingProbe probe(BbbEndpoint server, String meetingId, Duration deadline) {
        return MeetingProbe.of(meetingInfo(server, meetingId, deadline));
    }

    /**
     * Sends a call with a long answer. The memory of all such answers is limited; this one has its part until the
     * reader returns. Those of lists do not count with the others.
     */
    public <T> T fetchLong(BbbEndpoint server, String call, CallParameters parameters, Function<Fetched, T> reader) {
        URI uri = server.signed(call, parameters, config.algorithm());
        Use use = LISTS.contains(call) ? Use.LIST : Use.CALL;
        Call sent = Call.of(server, use, call, uri, Optional.empty());
        try (AnswerMemory.Lease lease = Objects.requireNonNull(memory.get(use)).lease()) {
            return reader.apply(counted(
                    server,
                    call,
                    () -> fetch(sent, deadline(server), (answer, deadline) -> streamed(answer, deadline, lease))));
        }
    }

    /** Sends a call with a short answer that is not XML. */
    public Fetched fetchShort(BbbEndpoint server, String call, CallParameters parameters, Duration deadline) {
        URI uri = server.signed(call, parameters, config.algorithm());
        Call small = Call.of(server, Use.CALL, call, uri, Optional.empty());
        return counted(server, call, () -> fetch(small, deadline, BbbClient::buffered));
    }

    /** Fetches the version document, which needs no checksum. */
    public Fetched fetchIndex(BbbEndpoint server) {
        return counted(server, INDEX, () -> fetch(Call.index(server), deadline(server), BbbClient::buffered));
    }

    /** Fetches the version document and the header Date. */
    public IndexAnswer fetchIndexAnswer(BbbEndpoint server) {
        AtomicReference<@Nullable Instant> date = new AtomicReference<>();
        Fetched index = counted(
                server,
                INDEX,
                () -> fetch(Call.index(server), deadline(server), (answer, deadline) -> {
                    ServerDate.of(answer.getHeaders().get("Date")).ifPresent(date::set);
                    return buffered(answer, deadline);
                }));
        return new IndexAnswer(index, Optional.ofNullable(date.get()));
    }

    /** The last contact with each server. */
    public Contacts contacts() {
        return contacts;
    }

    /** The number of calls rejected since the start because of the limit per server. */
    public long refused() {
        return slots.refused();
    }

    /** The signed URL of a call, for a browser. */
    public URI signed(BbbEndpoint server, String call, CallParameters parameters) {
        CalledServer.note(server.api());
        return server.signed(call, parameters, config.algorithm());
    }

    private BbbClientConfig configFor(BbbEndpoint server) {
        return server.online() ? config : offlineConfig;
    }

    private Fetched fetch(Call call, Duration time, ResponseReader reader) {
        Deadline deadline = Deadline.in(time);
        try (ServerSlots.Slot slot = slots.acquire(call.server().api(), call.use(), time)) {
            return exchange(call, deadline, slot, reader);
        } catch (ServerSlots.NoneFreeException e) {
            String reason = String.valueOf(e.getMessage());
            return e.isServerSilent()
                    ? new Fetched.Failure(new BbbReply.Unreachable(reason, false))
                    : new Fetched.Overloaded(reason);
        } catch (AnswerMemory.NoneFreeException e) {
            return new Fetched.Overloaded(String.valueOf(e.getMessage()));
        }
    }

    private Fetched exchange(Call call, Deadline deadline, ServerSlots.Slot slot, ResponseReader reader) {
        try {
            if (!(head(call, deadline) instanceof ByteBodyHttpResponse<?> answer)) {
                contacts.add(call.server().api(), Contacts.Kind.SILENCE);
                return lost("no answer");
            }
            contacts.add(call.server().api(), answer.code() == OK ? Contacts.Kind.SUCCESS : Contacts.Kind.ANSWER);
            try (answer) {
                slot.answered();
                Fetched fetched = read(answer, deadline, reader);
                lastAnswers.put(call.server().api(), System.nanoTime());
                return fetched;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the body of the request", e);
        } catch (AnswerMemory.NoneFreeException e) {
            throw e;
        } catch (RuntimeException e) {
            contacts.add(call.server().api(), Contacts.Kind.SILENCE);
            return failed(e);
        }
    }

    private @Nullable HttpResponse<?> head(Call call, Deadline deadline) throws IOException {
        boolean mayReuse = call.repeatable() && hasIdleConnection(call.server());
        Duration time = deadline.left();
        try {
            return Mono.<HttpResponse<?>>from(send(call, time)).block(time);
        } catch (RuntimeException e) {
            if (!mayReuse || !isClosedByServer(e) || deadline.isOver()) {
                throw e;
            }
            return Mono.<HttpResponse<?>>from(singleUseClient.exchange(get(call), null, Thread.currentThread()))
                    .block(deadline.left());
        }
    }

    private boolean hasIdleConnection(BbbEndpoint server) {
        Long last = lastAnswers.get(server.api());
        return last != null && System.nanoTime() - last < IDLE_CONNECTION_TIMEOUT.toNanos();
    }

    /** Whether the connection was closed before the first byte of the answer, not by a timeout. */
    private static boolean isClosedByServer(Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            switch (cause) {
                case ResponseClosedException _ -> {
                    return true;
                }
                case ConnectException _, NoRouteToHostException _, UnknownHostException _, SSLException _ -> {
                    return false;
                }
                case IOException _ -> {
                    return true;
                }
                default -> cause = cause.getCause();
            }
        }
        return false;
    }

    private Publisher<? extends HttpResponse<?>> send(Call call, Duration time) throws IOException {
        // The connect timeout must come first: a call that ends by the deadline may have been executed.
        boolean withShortTimeout = time.compareTo(config.connectTimeout()) <= 0;
        RawHttpClient http = call.server().online() && !withShortTimeout ? client : shortTimeoutClient;
        if (call.body().isEmpty()) {
            return http.exchange(get(call), null, Thread.currentThread());
        }
        BbbBody body = call.body().get();
        MutableHttpRequest<?> post = HttpRequest.POST(call.uri(), "").contentType(body.contentType());
        return http.exchange(identified(post), byteBody(body), Thread.currentThread());
    }

    private HttpRequest<?> get(Call call) {
        return identified(HttpRequest.GET(call.uri()));
    }

    /** The same with the id of the request of the front-end that causes it, and the span of the call. */
    private MutableHttpRequest<?> identified(MutableHttpRequest<?> request) {
        RequestId.current().ifPresent(id -> request.header(RequestId.HEADER, id));
        traces.name(request::header);
        return request;
    }

    private CloseableByteBody byteBody(BbbBody body) throws IOException {
        return InputStreamByteBody.create(body.source().open(), OptionalLong.of(body.length()), bodyReaders, BODIES);
    }

    private Fetched read(ByteBodyHttpResponse<?> answer, Deadline deadline, ResponseReader reader) {
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
        try {
            return new Fetched.Document(reader.read(answer, deadline));
        } catch (TooLongException e) {
            return new Fetched.Failure(new BbbReply.Unreadable(String.valueOf(e.getMessage())));
        } catch (TimeoutException _) {
            return lost("timeout while reading the answer");
        } catch (ExecutionException e) {
            return failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return lost("interrupted");
        }
    }

    private static byte[] buffered(ByteBodyHttpResponse<?> answer, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (CloseableAvailableByteBody bytes =
                answer.byteBody().buffer().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return bytes.toByteArray();
        }
    }

    /** Reads chunk by chunk: the next one is requested when there is memory for it. */
    private byte[] streamed(ByteBodyHttpResponse<?> answer, Deadline deadline, AnswerMemory.Lease memory)
            throws TimeoutException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BUFFER);
        Mono<Long> over = Mono.delay(deadline.left()).then(Mono.error(new TimeoutException()));
        try (Stream<byte[]> chunks = Flux.from(answer.byteBody().toByteArrayPublisher())
                .takeUntilOther(over)
                .toStream(1)) {
            chunks.forEach(chunk -> {
                if (bytes.size() + chunk.length > config.maxAnswerBytes()) {
                    throw new TooLongException(config.maxAnswerBytes());
                }
                memory.grow(chunk.length, deadline);
                bytes.writeBytes(chunk);
            });
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof TimeoutException timeout) {
                throw timeout;
            }
            throw e;
        }
        return bytes.toByteArray();
    }

    private static Fetched lost(String reason) {
        return new Fetched.Failure(new BbbReply.Unreachable(reason, true));
    }

    /** Without a connection the call was not executed; after connecting it may have been. */
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
                    return new Fetched.Failure(
                            new BbbReply.Unreachable("TLS handshake failed: " + TlsFailure.describe(e), false));
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
    @PreDestroy
    public void close() {
        bodyReaders.close();
        close(client);
        close(shortTimeoutClient);
        close(singleUseClient);
    }

    private static void close(RawHttpClient http) {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
