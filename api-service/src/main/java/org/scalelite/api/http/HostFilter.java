package org.scalelite.api.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import java.nio.charset.StandardCharsets;
import org.scalelite.common.http.AnyHost;

/** Refuses requests for another host name than {@code URL_HOST} (specification, section 5.7). */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
record HostFilter(HttpConfig config) implements ConditionalFilter, Ordered {
    private static final MediaType TEXT = new MediaType("text/plain; charset=utf-8");

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** {@link FrameworkErrors} checks the host of a request without a route. */
    @Override
    public boolean isEnabled(HttpRequest<?> request) {
        return config.urlHost().isPresent()
                && !config.isOwnHost(Origin.hostOf(request))
                && Routes.isWithout(AnyHost.class, request);
    }

    /** A sender that waits for {@code 100 Continue} has a body that is not read: the connection ends. */
    @RequestFilter
    HttpResponse<?> refuse(HttpRequest<?> request) {
        return request.getHeaders().contains(HttpHeaders.EXPECT)
                ? refusal().header(HttpHeaders.CONNECTION, "close")
                : refusal();
    }

    static MutableHttpResponse<byte[]> refusal() {
        return HttpResponse.<byte[]>status(HttpStatus.FORBIDDEN)
                .contentType(TEXT)
                .body("This load balancer does not answer for this host name (URL_HOST).\n"
                        .getBytes(StandardCharsets.UTF_8));
    }
}
