package org.scalelite.api.edge;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Locale;

/** Whether we are called by our own name (specification, section 5.7). */
public final class HostCheck {
    private static final MediaType TEXT = new MediaType("text/plain; charset=utf-8");

    private final EdgeConfig config;

    public HostCheck(EdgeConfig config) {
        this.config = config;
    }

    /** Whether the request is for us. */
    public boolean allows(HttpRequest<?> request) {
        String host = hostOf(request);
        return config.urlHost()
                .map(own -> host.equals(own) || (config.multitenancy() && host.endsWith("." + own)))
                .orElse(true);
    }

    /** The answer to a request that is not for us. */
    public static MutableHttpResponse<String> refusal() {
        return HttpResponse.<String>status(HttpStatus.FORBIDDEN)
                .contentType(TEXT)
                .body("This load balancer does not answer for this host name (URL_HOST).\n");
    }

    /** The host that the caller named, in lower case and without the port. */
    public static String hostOf(HttpRequest<?> request) {
        String host = Origin.authority(request);
        int bracket = host.lastIndexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return (colon < 0 ? host : host.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }
}
