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
import org.scalelite.api.http.AnyHost;
import org.scalelite.api.limit.WrongChecksums;

/**
 * Receives BBB's callback at the end of a meeting, under any host name: the token authenticates it, and BBB servers may reach the
 * load balancer by another address than users.
 */
@AnyHost
@Controller
final class MeetingEndedController {
    private final MeetingEndedCallbackUrls watch;
    private final MeetingEndedCallbackHandler reports;
    private final WrongChecksums wrong;

    MeetingEndedController(MeetingEndedCallbackUrls watch, MeetingEndedCallbackHandler reports, WrongChecksums wrong) {
        this.watch = watch;
        this.reports = reports;
        this.wrong = wrong;
    }

    /** The end of a meeting; HEAD is answered like GET, and reports nothing. */
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
        return switch (reports.take(ended.get())) {
            case DONE -> HttpResponse.noContent();
            case ASK_AGAIN -> HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
            case EXPIRED -> wrong.forbidden(request);
        };
    }
}
