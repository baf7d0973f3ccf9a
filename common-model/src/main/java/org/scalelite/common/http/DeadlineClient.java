package org.scalelite.common.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.scalelite.common.tls.TlsFailure;

/**
 * An HTTP client whose calls end by a deadline, with the answer's body. It follows no redirect, repeats nothing, and keeps
 * no cookies; connections only if it is told to.
 */
public final class DeadlineClient implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_KEPT_CONNECTIONS = 1024;
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(1);
    private static final TimeValue UNCHECKED_IDLE_TIME = TimeValue.ofMilliseconds(500);

    private final Duration deadline;
    private final boolean keepAlive;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines;

    /**
     * A client.
     *
     * @param name of its thread
     * @param connect timeout of a connection
     * @param deadline of a call
     */
    public DeadlineClient(String name, Duration connect, Duration deadline, DnsResolver names) {
        this(name, connect, deadline, names, false);
    }

    private DeadlineClient(String name, Duration connect, Duration deadline, DnsResolver names, boolean keepAlive) {
        int connections = keepAlive ? MAX_KEPT_CONNECTIONS : MAX_CONNECTIONS;
        Timeout whole = Timeout.of(deadline);
        this.deadline = deadline;
        this.keepAlive = keepAlive;
        this.deadlines = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .setSocketTimeout(whole)
                                .setTimeToLive(CONNECTION_LIFE)
                                .setValidateAfterInactivity(UNCHECKED_IDLE_TIME)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connect))
                        .setResponseTimeout(whole)
                        .build())
                .setConnectionReuseStrategy(
                        keepAlive ? DefaultClientConnectionReuseStrategy.INSTANCE : (_, _, _) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Scalelite")
                .build();
    }

    /** A client that keeps a connection for a minute, if the body of its last answer was read to the end. */
    public static DeadlineClient keepingConnections(
            String name, Duration connect, Duration deadline, DnsResolver names) {
        return new DeadlineClient(name, connect, deadline, names, true);
    }

    /** Whether the body of an answer is worth reading. */
    public boolean keepsConnections() {
        return keepAlive;
    }

    /** Reads an answer; what it leaves of the body is not received. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ClassicHttpResponse answer) throws IOException;
    }

    /** There is no answer; the message is the reason. */
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String reason, Throwable cause) {
            super(reason, cause);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Sends a request.
     *
     * @throws NoAnswerException if it gets no answer by the deadline
     */
    public <T> T send(HttpUriRequestBase request, Reader<T> reader) throws NoAnswerException {
        Future<?> end = deadlines.schedule(request::abort, deadline.toMillis(), TimeUnit.MILLISECONDS);
        // Closing without reading drops the connection with the rest of the body.
        try (ClassicHttpResponse answer = http.executeOpen(null, request, null)) {
            return reader.read(answer);
        } catch (IOException | RuntimeException e) {
            throw new NoAnswerException(request.isAborted() ? tooLate(deadline) : TlsFailure.describe(e), e);
        } finally {
            end.cancel(false);
        }
    }

    /** The reason of a call that took too long. */
    public static String tooLate(Duration deadline) {
        return "no answer within "
                + (deadline.toMillis() % 1000 == 0 ? deadline.toSeconds() + " s" : deadline.toMillis() + " ms");
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            http.close();
        } catch (IOException e) {
            throw new IllegalStateException("connections cannot be closed", e);
        }
    }
}
