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
import org.scalelite.api.edge.WrongChecksums;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the meeting ended callbacks of BBB servers, under any host name: the token authenticates them, and a BBB
 * server may reach the load balancer under another name.
 */
@Controller
final class MeetingEndedController {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedController.class);

    private final MeetingEndedCallbackUrls urls;
    private final MeetingEndedCallbackHandler handler;
    private final WrongChecksums wrong;

    MeetingEndedController(MeetingEndedCallbackUrls urls, MeetingEndedCallbackHandler handler, WrongChecksums wrong) {
        this.urls = urls;
        this.handler = handler;
        this.wrong = wrong;
    }

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
        try {
            return switch (handler.handle(ended.get())) {
                case DONE -> HttpResponse.noContent();
                case RETRY -> HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
                case EXPIRED -> wrong.forbidden(request);
            };
        } catch (RedisUnavailableException e) {
            LOG.debug("Cannot handle the end of meeting {}: {}", ended.get(), e.getMessage());
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }
}
