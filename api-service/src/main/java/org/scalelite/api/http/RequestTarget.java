package org.scalelite.api.http;

import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a request line asks for: a path for the router, with single slashes and none at the end, and the query as the
 * client sent it, which need be no legal URI (specification, sections 5.3 and 5.13).
 *
 * @param sent the path with single slashes, but the one at its end kept; whatever it held that no path may is escaped
 * @param query one character for each byte, without the question mark; control characters are escaped
 */
public record RequestTarget(String path, String sent, String query) {
    /** Carries the query past the router, which would refuse or change it. A client's own one is overwritten. */
    public static final String QUERY_HEADER = "scalelite-raw-query";

    /** Carries the path as it was sent past the router, where that differs. A client's own one is removed. */
    public static final String PATH_HEADER = "scalelite-raw-path";

    private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");
    // Possessive: a long path must not become a deep stack.
    private static final Pattern ROUTABLE = Pattern.compile("(?:[A-Za-z0-9/_.~!$&'()*+,;=:@-]++|%[0-9A-Fa-f]{2})*+");
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9/_.~!$&'()*+,;=:@%-]");
    /** What no header may hold: the query travels in one. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private static final Pattern SLASHES = Pattern.compile("//+");
    private static final String NOWHERE = "/-";

    public static RequestTarget of(String uri) {
        int fragment = uri.indexOf('#');
        String target = fragment < 0 ? uri : uri.substring(0, fragment);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String sent = singleSlashes(path);
        String query = question < 0 ? "" : target.substring(question + 1);
        return new RequestTarget(routable(sent), escaped(ILLEGAL, sent), escaped(CONTROL, query));
    }

    static String queryOf(HttpRequest<?> request) {
        String query = request.getHeaders().get(QUERY_HEADER);
        return query == null ? "" : query;
    }

    /**
     * The same, to be decoded.
     *
     * @throws QueryText.MalformedException if it is not UTF-8
     */
    public static QueryText queryTextOf(HttpRequest<?> request) {
        return QueryText.ofBytes(queryOf(request).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The path as it was sent, with single slashes, of a request. */
    static String pathOf(HttpRequest<?> request) {
        String path = request.getHeaders().get(PATH_HEADER);
        return path == null ? request.getPath() : path;
    }

    /** The query may hold secrets. */
    @Override
    public String toString() {
        return path;
    }

    private static String singleSlashes(String path) {
        String relative = path.startsWith("/") ? path : ORIGIN.matcher(path).replaceFirst("");
        return SLASHES.matcher(relative).replaceAll("/");
    }

    private static String routable(String path) {
        String clean = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (clean.isEmpty()) {
            return "/";
        }
        return ROUTABLE.matcher(clean).matches() ? clean : NOWHERE;
    }

    private static String escaped(Pattern characters, String text) {
        return characters
                .matcher(text)
                .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    }
}
