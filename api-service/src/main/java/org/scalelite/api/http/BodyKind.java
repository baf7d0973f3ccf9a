package org.scalelite.api.http;

import io.micronaut.http.ServerHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.Optional;

/** What the body of a request claims to be. */
public enum BodyKind {
    NONE,
    FORM,
    MULTIPART,
    XML,
    OTHER;

    /** The kind of the body. A Content-Type without a body means nothing: some clients send it with every GET. */
    public static BodyKind of(ServerHttpRequest<?> request) {
        boolean chunked = request.getHeaders().contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (!chunked && request.getContentLength() <= 0) {
            return NONE;
        }
        return switch (mediaType(request)) {
            case "application/x-www-form-urlencoded" -> FORM;
            case "multipart/form-data" -> MULTIPART;
            case "application/xml", "text/xml" -> XML;
            default -> OTHER;
        };
    }

    /** Whether it has fields. */
    public boolean isForm() {
        return this == FORM || this == MULTIPART;
    }

    private static String mediaType(ServerHttpRequest<?> request) {
        String contentType = contentTypeOf(request);
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The header as the client sent it; empty if there is none. */
    public static String contentTypeOf(ServerHttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaderNames.CONTENT_TYPE))
                .orElse("");
    }
}
