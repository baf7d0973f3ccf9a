package org.scalelite.common.callback;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An address for a callback: http or https, and no address of a network that callbacks may not reach. Where a name leads is
 * known when the connection is made; {@link CallbackClient} looks then.
 */
public final class PublicUrl {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** What URIs may not contain but front-ends send in queries. */
    private static final Pattern ILLEGAL = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}\\[\\]]");

    /** Digits, dots and hex: some resolvers read 2130706433 and 0x7f.1 as 127.0.0.1. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?");

    private final URI uri;
    private final Optional<String> userInfo;

    private PublicUrl(URI uri, Optional<String> userInfo) {
        this.uri = uri;
        this.userInfo = userInfo;
    }

    /** Why a text is no address for a callback, in words that show nothing of it but scheme and host. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Reads an address.
     *
     * @throws RefusedException if callbacks may not go there
     */
    public static PublicUrl of(String text, PublicAddresses addresses) {
        URI uri = parse(text.strip());
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            throw new RefusedException("the URL is neither http nor https");
        }
        String host = uri.getHost();
        if (host == null || host.isEmpty() || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new RefusedException("the URL has no valid host or port");
        }
        refuseInside(host, addresses);
        return new PublicUrl(withoutUser(uri), Optional.ofNullable(uri.getUserInfo()));
    }

    private static URI parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedException("the URL is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            return parseEscaped(text);
        }
    }

    /** Escapes what stands behind the host; what is wrong before it stays wrong. */
    private static URI parseEscaped(String text) {
        int host = text.indexOf("://") + 3;
        int path = host < 3 ? -1 : text.indexOf('/', host);
        if (path < 0) {
            throw new RefusedException("the URL is none");
        }
        String tail = ILLEGAL.matcher(text.substring(path)).replaceAll(match -> escaped(match.group()));
        try {
            return new URI(text.substring(0, path) + tail);
        } catch (URISyntaxException _) {
            throw new RefusedException("the URL is none");
        }
    }

    private static String escaped(String character) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append("%02X".formatted(octet));
        }
        return escaped.toString();
    }

    private static void refuseInside(String host, PublicAddresses addresses) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost") || name.startsWith("localhost.")) {
            refuseInside("127.0.0.1", addresses);
            return;
        }
        literal(name).filter(address -> !addresses.include(address)).ifPresent(_ -> {
            throw new RefusedException(host + " is no public address, and CALLBACK_ALLOWED_NETWORKS does not allow it");
        });
    }

    private static Optional<InetAddress> literal(String host) {
        boolean ipv6 = host.startsWith("[");
        if (!ipv6 && !NUMERIC.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(ipv6 ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            throw new RefusedException(host + " is no address in the usual form");
        }
    }

    private static URI withoutUser(URI uri) {
        String text = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority(uri)
                + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return URI.create(text);
    }

    private static String authority(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Where to connect and what to ask for, without user and fragment. */
    URI uri() {
        return uri;
    }

    /** User and password as the URL had them, decoded. */
    Optional<String> userInfo() {
        return userInfo;
    }

    /** Scheme, host and port: who is called. The path and the query may hold secrets. */
    public String origin() {
        return uri.getScheme() + "://" + authority(uri);
    }

    /** Scheme, host and port of any text; empty if it has none. */
    public static String originOf(String text) {
        try {
            URI uri = parse(text.strip());
            return uri.getScheme() == null || uri.getHost() == null
                    ? ""
                    : uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority(uri);
        } catch (RefusedException _) {
            return "";
        }
    }

    @Override
    public String toString() {
        return origin();
    }
}
