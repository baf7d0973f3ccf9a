package org.scalelite.simulator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with its parts as BBB reads them (BBB API reference, sections 1.1 and 2.4). */
public final class ApiRequest {

    public static final String API_PATH = "/bigbluebutton/api";

    private static final byte[] NO_BODY = {};

    private final HttpMethod method;
    private final String path;
    private final String call;
    private final String rawQuery;
    private final HttpHeaders headers;
    private final byte[] body;
    private final String receivedAt;
    private final QueryParameters inUrl;
    private final QueryParameters inBody;
    private @Nullable QueryParameters together;

    private ApiRequest(FullHttpRequest request, String uri, byte[] body, String receivedAt) {
        int question = uri.indexOf('?');
        this.method = request.method();
        this.path = question < 0 ? uri : uri.substring(0, question);
        this.call = callOf(path);
        this.rawQuery = question < 0 ? "" : uri.substring(question + 1);
        this.headers = request.headers();
        this.body = body;
        this.receivedAt = receivedAt;
        this.inUrl = QueryParameters.parse(rawQuery);
        this.inBody = body.length > 0 && method.equals(HttpMethod.POST)
                ? FormParameters.parse(request, contentType(), body)
                : QueryParameters.parse("");
    }

    /** Reads a request that came to this address, such as {@code 127.0.0.1:8090}. */
    static ApiRequest of(FullHttpRequest request, String receivedAt) {
        ByteBuf content = request.content();
        byte[] body = content.isReadable() ? ByteBufUtil.getBytes(content) : NO_BODY;
        return new ApiRequest(request, asSent(request.uri()), body, receivedAt);
    }

    public HttpMethod method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** The call's name; {@code index} for the version document, and the last part of any other path. */
    public String call() {
        return call;
    }

    public boolean isApiCall() {
        return path.startsWith(API_PATH + "/") && !call.equals("index");
    }

    String rawQuery() {
        return rawQuery;
    }

    public byte[] body() {
        return body;
    }

    /** The parameters of the URL and of a form body. */
    public QueryParameters parameters() {
        QueryParameters known = together;
        if (known == null) {
            known = inBody.isEmpty() ? inUrl : inUrl.and(inBody);
            together = known;
        }
        return known;
    }

    boolean repeatsParameterInBody() {
        return inBody.sharesNameWith(inUrl);
    }

    public boolean hasXmlBody() {
        return body.length > 0 && !isForm(contentType());
    }

    /** The media type without its parameters, in lower case; empty if there is none. */
    String contentType() {
        String value = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    public static boolean isForm(String mediaType) {
        return mediaType.equals("application/x-www-form-urlencoded") || mediaType.equals("multipart/form-data");
    }

    /** Errors exist as JSON for programs that ask for it (BBB API reference, section 1.3). */
    boolean wantsJsonErrors() {
        return headers.get(HttpHeaderNames.ACCEPT, "").contains("application/json")
                && !headers.get(HttpHeaderNames.USER_AGENT, "").startsWith("Mozilla/");
    }

    /** Whether the caller has the cookie that join set, as a browser does. */
    public boolean hasSessionCookie() {
        return headers.get(HttpHeaderNames.COOKIE, "").contains("JSESSIONID=");
    }

    /** The server's address as the client knows it, so that links work through any port mapping. */
    public String origin() {
        String host = headers.get(HttpHeaderNames.HOST);
        return "http://" + (host == null || host.isEmpty() ? receivedAt : host);
    }

    Map<String, String> headers() {
        Map<String, String> map = new LinkedHashMap<>();
        headers.forEach(header ->
                map.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b));
        return map;
    }

    private static String callOf(String path) {
        if (path.equals(API_PATH)
                || path.equals(API_PATH + "/")
                || path.equals("/bigbluebutton/")
                || path.equals("/bigbluebutton")) {
            return "index";
        }
        return path.startsWith(API_PATH + "/")
                ? path.substring(API_PATH.length() + 1)
                : path.substring(path.lastIndexOf('/') + 1);
    }

    /** The decoder reads one character per byte; BBB hashes UTF-8, so unescaped letters must be put together again. */
    private static String asSent(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) > 0x7F) {
                return new String(uri.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return uri;
    }
}
