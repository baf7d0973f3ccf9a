package org.scalelite.api.edge;

import io.micronaut.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/** Whether we are called by our own name (specification, section 5.7). */
final class HostCheck {
    private final EdgeConfig config;

    HostCheck(EdgeConfig config) {
        this.config = config;
    }

    boolean allows(HttpRequest<?> request) {
        String host = hostOf(request);
        return config.urlHost()
                .map(own -> host.equals(own) || (config.multitenancy() && host.endsWith("." + own)))
                .orElse(true);
    }

    /** The host that the caller named, in lower case and without the port. */
    static String hostOf(HttpRequest<?> request) {
        String host = Optional.ofNullable(request.getHeaders().get("Host")).orElse("");
        int bracket = host.lastIndexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return (colon < 0 ? host : host.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }

    /** The first label of that host, which names the tenant. */
    static String labelOf(HttpRequest<?> request) {
        String host = hostOf(request);
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
