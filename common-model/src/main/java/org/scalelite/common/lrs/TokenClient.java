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
import java.util.regex.Pattern;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.scalelite.common.http.DeadlineClient;
import org.scalelite.common.tenant.LrsSettings;

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

    private final DeadlineClient http =
            new DeadlineClient("lrs-token-deadlines", TIMEOUT, TIMEOUT, SystemDefaultDnsResolver.INSTANCE);

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
        try {
            return http.send(post, answer -> read(answer.getCode(), json(answer)));
        } catch (DeadlineClient.NoAnswerException e) {
            return new Answer.Refused(e.reason());
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
        http.close();
    }
}
