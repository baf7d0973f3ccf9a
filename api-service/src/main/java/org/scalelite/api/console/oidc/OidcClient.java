package org.scalelite.api.console.oidc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.scalelite.common.http.DeadlineClient;
import org.scalelite.common.http.DeadlineClient.NoAnswerException;

/**
 * Calls of the provider: each ends by a deadline, and reads a small answer. Its address is set by an operator and may be in a
 * private network; redirects are not followed, because they would forward the client's secret.
 */
final class OidcClient implements ResourceRetriever, AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(4);
    static final int OK = 200;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 256 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OidcConfig config;
    private final DeadlineClient http =
            new DeadlineClient("oidc-deadlines", CONNECT, DEADLINE, SystemDefaultDnsResolver.INSTANCE);

    OidcClient(OidcConfig config) {
        this.config = config;
    }

    /** An answer; its text may hold secrets. */
    record Answer(int status, String text) {
        /** The object that it is; an empty one if it is none. */
        JsonNode json() {
            try {
                JsonNode json = JSON.readTree(text);
                return json.isObject() ? json : JSON.createObjectNode();
            } catch (JacksonException _) {
                return JSON.createObjectNode();
            }
        }

        @Override
        public String toString() {
            return "Answer of status " + status;
        }
    }

    /** Fetches a document. */
    Answer get(URI address) throws IOException {
        try {
            Answer answer = http.send(new HttpGet(address), OidcClient::read);
            if (answer.status() != OK) {
                throw new IOException("it answered " + answer.status());
            }
            return answer;
        } catch (NoAnswerException e) {
            throw new IOException(e.reason(), e);
        }
    }

    /** The keys of the provider. */
    @Override
    public Resource retrieveResource(URL address) throws IOException {
        return new Resource(get(URI.create(address.toString())).text(), "application/json");
    }

    /** Exchanges a code for tokens. */
    Answer exchange(URI tokenEndpoint, String code, String verifier, URI callback) throws NoAnswerException {
        HttpPost post = new HttpPost(tokenEndpoint);
        List<NameValuePair> form = List.of(
                new BasicNameValuePair("grant_type", "authorization_code"),
                new BasicNameValuePair("code", code),
                new BasicNameValuePair("code_verifier", verifier),
                new BasicNameValuePair("redirect_uri", callback.toString()),
                new BasicNameValuePair("client_id", config.clientId()));
        config.clientSecret().ifPresent(secret -> post.setHeader(HttpHeaders.AUTHORIZATION, basic(secret)));
        post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        return http.send(post, OidcClient::read);
    }

    /** The method that each provider accepts unless a client is registered for another (RFC 6749, section 2.3.1). */
    private String basic(String secret) {
        String credentials = URLEncoder.encode(config.clientId(), StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer read(ClassicHttpResponse answer) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return new Answer(answer.getCode(), "");
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new IOException("its answer is larger than %d KiB".formatted(MAX_BYTES >> 10));
            }
            return new Answer(answer.getCode(), new String(body, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
