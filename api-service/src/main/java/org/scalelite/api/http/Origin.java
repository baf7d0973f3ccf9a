package org.scalelite.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address that the sender of a request called: links in answers start with it. A trusted proxy ({@link CallSource})
 * passes it on in {@code X-Forwarded-Host}, {@code -Ssl} and {@code -Scheme}, which Rails reads too; those headers of others
 * are ignored.
 */
public final class Origin {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");
    private static final String HTTPS = "https";

    private Origin() {}

    /** Scheme, host and, if it is not the scheme's own, port. */
    public static String of(HttpRequest<?> request) {
        String scheme = isSecure(request) ? HTTPS : "http";
        String host =
                Optional.of(authority(request)).filter(Origin::isAuthority).orElse("localhost");
        String ownPort = scheme.equals(HTTPS) ? ":443" : ":80";
        return scheme + "://" + (host.endsWith(ownPort) ? host.substring(0, host.length() - ownPort.length()) : host);
    }

    /** Host and port that the sender called; empty if there is none. Of several proxies the last one counts. */
    static String authority(HttpRequest<?> request) {
        return ofProxy(request, "X-Forwarded-Host")
                .map(hosts -> hosts.substring(hosts.lastIndexOf(',') + 1).strip())
                .filter(Origin::isAuthority)
                .or(() -> header(request, HttpHeaders.HOST))
                .orElse("");
    }

    /** The host that the sender called, in lower case and without the port. */
    public static String hostOf(HttpRequest<?> request) {
        String host = authority(request);
        int bracket = host.lastIndexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return (colon < 0 ? host : host.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isAuthority(String text) {
        return AUTHORITY.matcher(text).matches();
    }

    /** Whether the sender's connection is encrypted, as the proxy that ends TLS reports. */
    static boolean isSecure(HttpRequest<?> request) {
        return ofProxy(request, "X-Forwarded-Ssl")
                        .filter("on"::equalsIgnoreCase)
                        .isPresent()
                || ofProxy(request, "X-Forwarded-Scheme")
                        .or(() -> header(request, "X-Forwarded-Proto"))
                        .filter(Origin::isHttps)
                        .isPresent();
    }

    /** Of several proxies the first one spoke to the client. */
    private static boolean isHttps(String schemes) {
        return schemes.split(",", 2)[0].strip().equalsIgnoreCase(HTTPS);
    }

    /** Of several lines the last one, as the nearest proxy adds its own behind those that came. */
    private static Optional<String> ofProxy(HttpRequest<?> request, String name) {
        List<String> lines =
                CallSource.isOfProxy(request) ? request.getHeaders().getAll(name) : List.of();
        return lines.isEmpty() ? Optional.empty() : given(lines.getLast());
    }

    private static Optional<String> header(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name)).flatMap(Origin::given);
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.strip()).filter(value -> !value.isEmpty());
    }
}
