package org.scalelite.common.callback;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.scalelite.common.tls.TlsFailure;

/**
 * Calls front-ends; the only way to them. It connects to allowed addresses only, follows no redirect, waits no longer
 * than a deadline for all of it, and of the answer reads nothing but the status.
 */
public final class CallbackClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 256;
    private static final int MAX_REASON = 300;

    private final PublicNames names;
    private final Duration total;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("callback-deadlines").factory());

    /** A client that goes to these addresses. */
    public CallbackClient(PublicAddresses addresses) {
        this(addresses, InetAddress::getAllByName, TOTAL);
    }

    CallbackClient(PublicAddresses addresses, PublicNames.Lookup lookup, Duration total) {
        this.names = new PublicNames(addresses, lookup, CONNECT);
        this.total = total;
        Timeout connect = Timeout.of(CONNECT);
        Timeout whole = Timeout.of(total);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(whole)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(whole)
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Scalelite")
                .build();
    }

    /** What became of a call. */
    sealed interface Answer {
        /** The front-end answered. */
        record Status(int code) implements Answer {
            boolean isSuccess() {
                return code >= 200 && code < 300;
            }
        }

        /** It did not. */
        record Nothing(String reason) implements Answer {}
    }

    /** Gets an address. */
    Answer get(PublicUrl url) {
        HttpGet get = new HttpGet(url.uri());
        authorize(get, url);
        return send(get);
    }

    /** Posts a form with one field. */
    Answer postForm(PublicUrl url, String field, String value) {
        HttpPost post = new HttpPost(url.uri());
        authorize(post, url);
        return post(
                post, new UrlEncodedFormEntity(List.of(new BasicNameValuePair(field, value)), StandardCharsets.UTF_8));
    }

    /** Posts JSON with a token. */
    Answer postJson(PublicUrl url, String json, String token) {
        HttpPost post = new HttpPost(url.uri());
        post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        return post(post, new StringEntity(json, ContentType.APPLICATION_JSON));
    }

    private static void authorize(HttpUriRequestBase request, PublicUrl url) {
        url.userInfo()
                .ifPresent(user -> request.setHeader(
                        HttpHeaders.AUTHORIZATION,
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
    }

    private Answer post(HttpPost post, HttpEntity body) {
        post.setEntity(body);
        return send(post);
    }

    private Answer send(HttpUriRequestBase request) {
        Future<?> end = deadlines.schedule(request::abort, total.toMillis(), TimeUnit.MILLISECONDS);
        // Closing without reading drops the connection and whatever the answer's body may be.
        try (ClassicHttpResponse answer = http.executeOpen(null, request, null)) {
            return new Answer.Status(answer.getCode());
        } catch (IOException | RuntimeException e) {
            return new Answer.Nothing(request.isAborted() ? "no answer within " + total.toSeconds() + " s" : reason(e));
        } finally {
            end.cancel(false);
        }
    }

    private static String reason(Exception failure) {
        String reason = TlsFailure.describe(failure);
        return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        names.close();
        try {
            http.close();
        } catch (IOException e) {
            throw new IllegalStateException("connections to front-ends cannot be closed", e);
        }
    }
}
