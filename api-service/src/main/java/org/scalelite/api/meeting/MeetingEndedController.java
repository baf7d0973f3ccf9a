package org.scalelite.api.meeting;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.common.http.AnyHost;

/**
 * Receives the meeting ended callbacks of BBB servers, under any host name: the token authenticates them, and a BBB
 * server may reach the load balancer under another name.
 */
@AnyHost
@Controller
record MeetingEndedController(
        MeetingEndedCallbackUrls urls, MeetingEndedCallbackHandler handler, WrongChecksums wrong) {
    /** The end of a meeting. HEAD only checks the token. */
    @Get(MeetingEndedCallbackUrls.PATH + "{token}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> ended(HttpRequest<?> request, String token) {
        Optional<MeetingEndedCallbackToken> ended = urls.read(token);
        if (ended.isEmpty()) {
            return wrong.forbidden(request);
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            return HttpResponse.noContent();
        }
        return switch (handler.handle(ended.get())) {
            case DONE -> HttpResponse.noContent();
            case RETRY -> HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
            case EXPIRED -> wrong.forbidden(request);
        };
    }
}
