package org.scalelite.api.dialin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.scalelite.api.dialin.DialInAnswer.Kind;
import org.scalelite.api.edge.EdgeConfig;
import org.scalelite.api.edge.HostCheck;
import org.scalelite.api.edge.UnauthenticatedBodies;
import org.scalelite.api.edge.WrongAttempts;
import org.scalelite.common.bbb.BbbException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of FreeSWITCH's mod_xml_curl. Each answer has status 200, because mod_xml_curl ignores others.
 */
@Controller
final class DialInController {
    private static final Logger LOG = LoggerFactory.getLogger(DialInController.class);
    private static final MediaType XML = new MediaType("text/xml; charset=utf-8");
    private static final String CHALLENGE = "Basic realm=\"fsapi\", charset=\"UTF-8\"";
    private static final int MAX_BYTES = 256 << 10;

    private final HostCheck hosts;
    private final Password password;
    private final WrongAttempts attempts;
    private final DialIn dialIn;
    private final DialInMetrics metrics;
    private final UnauthenticatedBodies unauthenticated;
    private final boolean isUnauthenticated;

    DialInController(
            EdgeConfig edge,
            DialInConfig config,
            WrongAttempts attempts,
            DialIn dialIn,
            DialInMetrics metrics,
            UnauthenticatedBodies unauthenticated) {
        this.hosts = new HostCheck(edge);
        this.password = new Password(config.password());
        this.attempts = attempts;
        this.dialIn = dialIn;
        this.metrics = metrics;
        this.unauthenticated = unauthenticated;
        this.isUnauthenticated = config.password().isEmpty();
    }

    @Post(uri = "/fsapi", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> post(HttpRequest<?> request) {
        if (!hosts.allows(request)) {
            return HostCheck.refusal();
        }
        try {
            if (!isFreeSwitch(request)) {
                metrics.answered(Kind.UNAUTHORIZED);
                return HttpResponse.unauthorized().header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            }
            DialInAnswer answer = answer((ServerHttpRequest<?>) request);
            metrics.answered(answer.kind());
            return HttpResponse.ok(answer.xml()).contentType(XML).header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (WrongAttempts.TooManyException e) {
            metrics.answered(Kind.UNAUTHORIZED);
            return e.answer();
        } catch (IOException e) {
            LOG.debug("FreeSWITCH closed the connection", e);
            return HttpResponse.badRequest();
        } catch (BbbException e) {
            LOG.debug("Cannot read a phone call: {}", e.getMessage());
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** The password may be short, so attempts are limited. */
    private boolean isFreeSwitch(HttpRequest<?> request) {
        String authorization = Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .orElse("");
        return attempts.check(
                        WrongAttempts.Credential.DIAL_IN_PASSWORD,
                        request,
                        () -> Optional.of(authorization).filter(password::matches))
                .isPresent();
    }

    private DialInAnswer answer(ServerHttpRequest<?> request) throws IOException {
        byte[] form = isUnauthenticated ? unauthenticatedForm(request) : form(request);
        if (form.length > MAX_BYTES) {
            LOG.warn(
                    "A phone call is left to FreeSWITCH: its request has more than {} KiB; enable-post-var in"
                            + " xml_curl.conf.xml limits what is sent",
                    MAX_BYTES >> 10);
            return DialInAnswer.nothing(Kind.TOO_LARGE);
        }
        return dialIn.answer(
                PhoneCall.of(form), request.getRemoteAddress().getAddress().getHostAddress());
    }

    private byte[] unauthenticatedForm(ServerHttpRequest<?> request) throws IOException {
        try (UnauthenticatedBodies.Place _ = unauthenticated.enter(request)) {
            return form(request);
        }
    }

    /** Reads one byte more than allowed, to detect larger forms. */
    private static byte[] form(ServerHttpRequest<?> request) throws IOException {
        try (InputStream in = request.byteBody().toInputStream()) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }
}
