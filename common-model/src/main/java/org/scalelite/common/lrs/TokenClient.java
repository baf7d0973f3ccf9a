package org.scalelite.common.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.scalelite.common.tenant.LrsSettings;
import org.scalelite.common.tls.TlsFailure;

/**
 * Requests a token of Keycloak by password grant (RFC 6749, section 4.3). The URL is set by an operator and may be in a
 * private network, so any address is allowed; redirects are not followed, because they would forward the password.
 */
final class TokenClient implements AutoCloseable {
    /** Short, because the create waits before the BBB server is called. */
    static final Duration TIMEOUT = Duration.ofMillis(1500);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int MAX_BYTES = 64 << 10;

    /** An OAuth error code, such as {@code invalid_grant}. */
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lrs-token-deadlines").factory());

    TokenClient() {
        Timeout timeout = Timeout.of(TIMEOUT);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Scalelite")
                .build();
    }

    /** The answer of Keycloak. */
    sealed interface Answer {
        /**
         * A token.
         *
         * @param life remaining lifetime of the token; zero if unknown
         */
        record Token(String text, Duration life) implements Answer {
            @Override
            public String toString() {
                return "Token[life=" + life + "]";
            }
        }

        /** No token. */
        record Refused(String reason) implements Answer {}
    }

    /** Requests a token. */
    Answer fetch(LrsSettings.Keycloak keycloak) {
        try {
            return post(new HttpPost(URI.create(keycloak.tokenUrl())), form(keycloak));
        } catch (IllegalArgumentException _) {
            return new Answer.Refused("kc_token_url is no URL");
        }
    }

    private static HttpEntity form(LrsSettings.Keycloak keycloak) {
        return new UrlEncodedFormEntity(
                List.of(
                        new BasicNameValuePair("client_id", keycloak.clientId()),
                        new BasicNameValuePair("client_secret", keycloak.clientSecret()),
                        new BasicNameValuePair("username", keycloak.username()),
                        new BasicNameValuePair("password", keycloak.password()),
                        new BasicNameValuePair("grant_type", "password")),
                StandardCharsets.UTF_8);
    }

    private Answer post(HttpPost post, HttpEntity form) {
        post.setEntity(form);
        Future<?> end = deadlines.schedule(post::abort, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse answer = http.executeOpen(null, post, null)) {
            return read(answer.getCode(), json(answer));
        } catch (IOException | RuntimeException e) {
            return new Answer.Refused(
                    post.isAborted() ? "no answer within " + TIMEOUT.toMillis() + " ms" : TlsFailure.describe(e));
        } finally {
            end.cancel(false);
        }
    }

    /** Empty if the answer is not JSON; it is not logged, because it may contain secrets. */
    private static Optional<JsonNode> json(ClassicHttpResponse answer) throws IOException {
        if (answer.getEntity() == null) {
            return Optional.empty();
        }
        try (InputStream in = answer.getEntity().getContent()) {
            return Optional.ofNullable(JSON.readTree(in.readNBytes(MAX_BYTES)));
        } catch (com.fasterxml.jackson.core.JacksonException _) {
            return Optional.empty();
        }
    }

    private static Answer read(int status, Optional<JsonNode> json) {
        if (status != OK) {
            String error = json.map(answer -> answer.path("error").asText(""))
                    .filter(code -> ERROR_CODE.matcher(code).matches())
                    .map(code -> ", " + code)
                    .orElse("");
            return new Answer.Refused("it answered " + status + error);
        }
        String token = json.map(answer -> answer.path("access_token"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .orElse("");
        if (token.isBlank()) {
            return new Answer.Refused("its answer has no access_token");
        }
        long seconds = json.map(answer -> answer.path("expires_in").asLong(0)).orElse(0L);
        return new Answer.Token(token, Duration.ofSeconds(Math.clamp(seconds, 0, Integer.MAX_VALUE)));
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            http.close();
        } catch (IOException e) {
            throw new IllegalStateException("connections to token endpoints cannot be closed", e);
        }
    }
}
