package org.scalelite.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A GET or HEAD of a page or a file: all that a feature may see of it. */
public final class FileRequest {
    private final HttpRequest<?> request;
    private final FilePath path;

    public FileRequest(HttpRequest<?> request) {
        this.request = request;
        this.path = FilePath.of(RequestTarget.pathOf(request));
    }

    /** What it asks for. */
    public FilePath path() {
        return path;
    }

    /** The query as it was sent, without the question mark. */
    public String query() {
        return RequestTarget.queryOf(request);
    }

    /** A parameter of the query, if it is there and the query can be decoded. */
    public Optional<String> parameter(String name) {
        try {
            Map<String, String> parameters = RequestTarget.queryTextOf(request).parameters();
            return Optional.ofNullable(parameters.get(name));
        } catch (QueryText.MalformedException _) {
            return Optional.empty();
        }
    }

    /** The host that was asked, in lower case and without the port. */
    public String host() {
        return Origin.hostOf(request);
    }

    /** Scheme and host that the browser used, without a path. */
    public String origin() {
        return Origin.of(request);
    }

    /** The client address that limits count. */
    public String source() {
        return CallSource.of(request);
    }

    /** Whether the browser's connection is encrypted. */
    public boolean isSecure() {
        return Origin.isSecure(request);
    }

    /** A header; of several with this name the first. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The values of all cookies of this name. */
    public List<String> cookies(String name) {
        return request.getHeaders().getAll(HttpHeaders.COOKIE).stream()
                .<Cookie>flatMap(header -> decoded(header))
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .toList();
    }

    private static Stream<Cookie> decoded(String header) {
        return ServerCookieDecoder.LAX.decodeAll(header).stream();
    }

    /** Whether only the headers of the answer are wanted. */
    public boolean isHead() {
        return request.getMethod() == HttpMethod.HEAD;
    }

    /** The query may hold secrets. */
    @Override
    public String toString() {
        return path.toString();
    }
}
