package org.scalelite.api.edge;

import io.micronaut.http.HttpRequest;
import java.util.regex.Pattern;

/**
 * What a request line asks for: a path for the router, with single slashes and none at the end, and the query as the
 * client sent it, which need be no legal URI (specification, sections 5.3 and 5.13).
 *
 * @param query one character for each byte, without the question mark
 */
record RequestTarget(String path, String query) {
    /** Carries the query past the router, which would refuse or change it. A client's own one is overwritten. */
    static final String QUERY_HEADER = "scalelite-raw-query";

    private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");
    private static final Pattern ROUTABLE = Pattern.compile("(?:[A-Za-z0-9/_.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern SLASHES = Pattern.compile("//+");
    private static final String NOWHERE = "/-";

    static RequestTarget of(String uri) {
        int fragment = uri.indexOf('#');
        String target = fragment < 0 ? uri : uri.substring(0, fragment);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return new RequestTarget(routable(path), question < 0 ? "" : target.substring(question + 1));
    }

    /** The query of a request that came through the door. */
    static String queryOf(HttpRequest<?> request) {
        String query = request.getHeaders().get(QUERY_HEADER);
        return query == null ? "" : query;
    }

    /** The query holds what nobody else should read. */
    @Override
    public String toString() {
        return path;
    }

    private static String routable(String path) {
        String relative = path.startsWith("/") ? path : ORIGIN.matcher(path).replaceFirst("");
        String single = SLASHES.matcher(relative).replaceAll("/");
        String clean = single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
        if (clean.isEmpty()) {
            return "/";
        }
        return ROUTABLE.matcher(clean).matches() ? clean : NOWHERE;
    }
}
