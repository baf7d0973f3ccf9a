package org.scalelite.api.http;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import org.scalelite.common.logging.RequestId;

/** Puts the id that {@link RequestIdHandler} has given a request into the log of all threads that work on it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
record RequestIdFilter() implements Ordered {
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    void identify(HttpRequest<?> request, MutablePropagatedContext context) {
        String id = request.getHeaders().get(RequestId.HEADER);
        if (id != null) {
            context.add(new MdcPropagationContext(Map.of(RequestId.KEY, id)));
        }
    }
}
