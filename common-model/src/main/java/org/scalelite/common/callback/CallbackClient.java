package org.scalelite.common.callback;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.scalelite.common.http.DeadlineClient;
import org.scalelite.common.logging.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls front-ends; the only way to them. It connects to allowed addresses only, follows no redirect, waits no longer
 * than a deadline for all of it, and of the answer reads nothing but the status.
 */
public final class CallbackClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final int MAX_REASON = 300;

    /** An answer with a longer body costs its connection. */
    private static final int MAX_SKIPPED = 1 << 14;

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

    private CallbackClient(PublicNames names, Duration total) {
        this.names = names;
        this.http = DeadlineClient.keepingConnections("hook-deadlines", CONNECT, total, names);
    }

    /** A client for many calls to few front-ends: it keeps connections. */
    public static CallbackClient keepingConnections(PublicAddresses addresses, Duration total) {
        return new CallbackClient(new PublicNames(addresses, InetAddress::getAllByName, CONNECT), total);
    }

    /** What became of a call. */
    public sealed interface Answer {
        /** The front-end answered. */
        record Status(int code) implements Answer {
            public boolean isSuccess() {
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

    /**
     * Posts a form as it is encoded.
     *
     * @param parameter that is added to the query, encoded
     */
    public Answer postEncoded(PublicUrl url, String parameter, String form) {
        String separator = url.uri().getRawQuery() == null ? "?" : "&";
        HttpPost post = new HttpPost(URI.create(url.uri() + separator + parameter));
        authorize(post, url);
        return post(post, new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
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
            return http.send(request, answer -> {
                skipBody(answer);
                return new Answer.Status(answer.getCode());
            });
        } catch (DeadlineClient.NoAnswerException e) {
            String reason = e.reason();
            return new Answer.Nothing(reason.substring(0, Math.min(reason.length(), MAX_REASON)));
        }
    }

    /** As far as the connection can be kept by it; a failure after the status changes nothing. */
    private void skipBody(ClassicHttpResponse answer) {
        if (!http.keepsConnections() || answer.getEntity() == null) {
            return;
        }
        try {
            InputStream body = answer.getEntity().getContent();
            if (body != null) {
                int _ = body.readNBytes(MAX_SKIPPED).length;
            }
        } catch (IOException e) {
            LOG.debug("The body of an answer broke off", e);
        }
    }

    @Override
    public void close() {
        http.close();
        names.close();
    }
}
