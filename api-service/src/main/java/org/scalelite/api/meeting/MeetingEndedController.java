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
 * Where BBB servers say that a meeting has ended. Any host name will do: the token is what counts, and a BBB server may have
 * a way of its own to the load balancer.
 */
@Controller
final class MeetingEndedController {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedController.class);

    private final MeetingEndedCallbackUrls watch;
    private final MeetingEndedCallbackHandler reports;
    private final WrongChecksums wrong;

    MeetingEndedController(MeetingEndedCallbackUrls watch, MeetingEndedCallbackHandler reports, WrongChecksums wrong) {
        this.watch = watch;
        this.reports = reports;
        this.wrong = wrong;
    }

    /** The end of a meeting; HEAD says what GET would, and reports nothing. */
    @Get(MeetingEndedCallbackUrls.PATH + "{token}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> ended(HttpRequest<?> request, String token) {
        Optional<MeetingEndedCallbackToken> ended = watch.read(token);
        if (ended.isEmpty()) {
            return wrong.forbidden(request);
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            return HttpResponse.noContent();
        }
        try {
            return switch (reports.take(ended.get())) {
                case DONE -> HttpResponse.noContent();
                case ASK_AGAIN -> HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
                case EXPIRED -> wrong.forbidden(request);
            };
        } catch (RedisUnavailableException e) {
            LOG.debug("The end of meeting {} cannot be noted yet: {}", ended.get(), e.getMessage());
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }
}
