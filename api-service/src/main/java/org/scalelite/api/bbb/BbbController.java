package org.scalelite.api.bbb;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.scalelite.api.http.Routes.BbbApi;

/** The calls of the BBB API, which {@link BbbRequestFilter} authenticates and {@link BbbCall} lists. */
@BbbApi
@Controller
final class BbbController {
    private static final String ROUTE = BbbCall.PATH + "{/call}";
    private static final String HOOKS_ROUTE = BbbCall.PATH + "/hooks/{call}";

    private final Map<BbbCall, CallHandler> handlers = new EnumMap<>(BbbCall.class);
    private final BbbAnswerWriter writer;

    BbbController(List<CallHandler> handlers, BbbAnswerWriter writer) {
        this.writer = writer;
        for (CallHandler handler : handlers) {
            for (BbbCall call : handler.calls()) {
                if (this.handlers.put(call, handler) != null) {
                    throw new IllegalStateException("two handlers for " + call);
                }
            }
        }
        if (this.handlers.size() < BbbCall.values().length) {
            throw new IllegalStateException("handlers for nothing but " + this.handlers.keySet());
        }
    }

    @Get(uris = {ROUTE, HOOKS_ROUTE})
    HttpResponse<?> get(BbbRequest request, HttpRequest<?> http) {
        return answer(request, http);
    }

    @Post(value = ROUTE, consumes = MediaType.ALL)
    HttpResponse<?> post(BbbRequest request, HttpRequest<?> http) {
        return answer(request, http);
    }

    private HttpResponse<?> answer(BbbRequest request, HttpRequest<?> http) {
        CallHandler handler = Objects.requireNonNull(handlers.get(request.call()));
        return writer.response(handler.answer(request), http);
    }
}
