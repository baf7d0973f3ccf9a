package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** A program of an operator: it signs its calls as Scalelite's do, or has a token. */
final class AdminClient {
    /** The calls that change something. */
    static final List<String> CHANGES = List.of(
            "addServer",
            "updateServer",
            "deleteServer",
            "panicServer",
            "addTenant",
            "updateTenant",
            "deleteTenant",
            "addTenantSetting",
            "deleteTenantSetting",
            "endMeeting",
            "retryCallback",
            "retryCallbacks",
            "retryImportJob",
            "retryFailedImportJobs",
            "drainServer",
            "pollServer",
            "publishRecording",
            "unpublishRecording",
            "deleteRecording");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final FrontEnd frontEnd;
    private final Optional<String> token;

    private AdminClient(ApiService replica, String secret, Optional<String> token) {
        this.base = "http://127.0.0.1:" + replica.uri().getPort();
        this.frontEnd = new FrontEnd(replica.uri(), secret);
        this.token = token;
    }

    static AdminClient signing(ApiService replica, String secret) {
        return new AdminClient(replica, secret, Optional.empty());
    }

    static AdminClient withToken(ApiService replica, String token) {
        return new AdminClient(replica, "no secret", Optional.of(token));
    }

    /** The entry of ADMIN_API_TOKENS for a token, made without the suite's own code. */
    static String entry(String name, String scope, String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return name + ":" + scope + ":" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a program received. */
    record Reply(Answer answer) {
        int status() {
            return answer.status();
        }

        JsonNode json() {
            try {
                return JSON.readTree(answer.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + answer.body(), e);
            }
        }

        String error() {
            return json().path("error").asText();
        }

        void assertRefused(String reason) {
            assertThat(status()).isEqualTo(400);
            assertThat(error()).contains(reason);
        }
    }

    Reply get(String call, String... parameters) {
        return send(HttpRequest.newBuilder(address(call, parameters)).GET());
    }

    Reply post(String call, String json) {
        return post(call, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String call, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(address(call))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Reply send(HttpRequest.Builder request) {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return new Reply(frontEnd.send(request));
    }

    /** The address of a call: signed, unless there is a token. */
    URI address(String call, String... parameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        String query = FrontEnd.query(map);
        String signed = token.isPresent()
                ? query
                : query + (query.isEmpty() ? "" : "&") + "checksum=" + frontEnd.checksum("SHA-256", call + query);
        return raw("/" + call + "?" + signed);
    }

    /** A path and query below the admin API, as they stand. */
    URI raw(String pathAndQuery) {
        return URI.create(base + "/scalelite/api" + pathAndQuery);
    }
}
