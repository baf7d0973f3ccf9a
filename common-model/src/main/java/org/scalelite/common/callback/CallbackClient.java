package org.scalelite.common.callback;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.scalelite.common.http.DeadlineClient;
import org.scalelite.common.logging.RequestId;

/**
 * Calls front-ends; the only way to them. It connects to allowed addresses only, follows no redirect, waits no longer
 * than a deadline for all of it, and of the answer reads nothing but the status.
 */
public final class CallbackClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final int MAX_REASON = 300;

    private final PublicNames names;
    private final DeadlineClient http;

    /** A client that goes to these addresses. */
    public CallbackClient(PublicAddresses addresses) {
        this(addresses, InetAddress::getAllByName, TOTAL);
    }

    CallbackClient(PublicAddresses addresses, PublicNames.Lookup lookup, Duration total) {
        this.names = new PublicNames(addresses, lookup, CONNECT);
        this.http = new DeadlineClient("callback-deadlines", CONNECT, total, names);
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

    Answer postForm(PublicUrl url, String field, String value) {
        HttpPost post = new HttpPost(url.uri());
        authorize(post, url);
        return post(
                post, new UrlEncodedFormEntity(List.of(new BasicNameValuePair(field, value)), StandardCharsets.UTF_8));
    }

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
        RequestId.current().ifPresent(id -> request.setHeader(RequestId.HEADER, id));
        try {
            return http.send(request, answer -> new Answer.Status(answer.getCode()));
        } catch (DeadlineClient.NoAnswerException e) {
            String reason = e.reason();
            return new Answer.Nothing(reason.substring(0, Math.min(reason.length(), MAX_REASON)));
        }
    }

    @Override
    public void close() {
        http.close();
        names.close();
    }
}
