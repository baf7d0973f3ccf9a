package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a request went to, as its sender sees it: links in answers start with it. */
final class Origin {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");

    private Origin() {}

    /** Scheme, host and, if it is not the scheme's own, port. */
    static String of(HttpRequest<?> request) {
        String scheme = isSecure(request) ? "https" : "http";
        String host = Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
                .map(String::strip)
                .filter(name -> AUTHORITY.matcher(name).matches())
                .orElse("localhost");
        String ownPort = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + (host.endsWith(ownPort) ? host.substring(0, host.length() - ownPort.length()) : host);
    }

    /** Whether the sender's connection is encrypted: whoever ends TLS before us says so. */
    static boolean isSecure(HttpRequest<?> request) {
        // Of several proxies the first one spoke to the client.
        return Optional.ofNullable(request.getHeaders().get("X-Forwarded-Proto"))
                .filter(protocols -> protocols.split(",", 2)[0].strip().equalsIgnoreCase("https"))
                .isPresent();
    }
}
