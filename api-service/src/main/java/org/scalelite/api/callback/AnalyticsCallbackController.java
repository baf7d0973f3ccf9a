package org.scalelite.api.callback;

import io.micronaut.context.annotation.Requires;
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
import java.util.Set;
import org.scalelite.api.bbb.TenantHosts;
import org.scalelite.api.bbb.TenantHosts.Owner;
import org.scalelite.api.http.Origin;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the analytics reports of BBB servers. The body is read after the token was verified; 204 means that the
 * report is stored.
 */
@Controller
@Requires(beans = OutboundCallbackRepository.class)
record AnalyticsCallbackController(TenantHosts tenants, WrongAttempts attempts, AnalyticsCallback callback) {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsCallbackController.class);
    private static final int MAX_BYTES = 10 << 20;
    private static final String BEARER = "Bearer ";

    @Post(uri = "/bigbluebutton/api/analytics_callback", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> post(HttpRequest<?> request) {
        try {
            return answer((ServerHttpRequest<?>) request);
        } catch (IOException e) {
            LOG.debug("The connection of an analytics report was closed", e);
            return HttpResponse.badRequest();
        } catch (WrongAttempts.TooManyException e) {
            return e.answer();
        } catch (RuntimeException e) {
            LOG.error("Cannot store an analytics report, answered 503: {}", e.getMessage());
            LOG.debug("Cannot store an analytics report", e);
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private HttpResponse<?> answer(ServerHttpRequest<?> request) throws IOException {
        Set<ServerId> signers = attempts.check(
                        WrongAttempts.Credential.SERVER_TOKEN,
                        request,
                        () -> Optional.of(callback.signers(token(request))).filter(found -> !found.isEmpty()))
                .orElse(Set.of());
        if (signers.isEmpty()) {
            return HttpResponse.unauthorized();
        }
        if (request.getContentLength() > MAX_BYTES) {
            return HttpResponse.status(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        byte[] body = body(request);
        if (body.length > MAX_BYTES) {
            return HttpResponse.status(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        Optional<AnalyticsReport> report = AnalyticsReport.of(body);
        return report.isEmpty() ? HttpResponse.badRequest() : answer(report.get(), signers, request);
    }

    private HttpResponse<?> answer(AnalyticsReport report, Set<ServerId> signers, HttpRequest<?> request) {
        Owner owner = tenants.ownerOf(Origin.hostOf(request));
        if (owner instanceof Owner.Unknown) {
            return HttpResponse.notFound();
        }
        return switch (callback.accept(report, signers, owner.asTenant())) {
            case ACCEPTED -> HttpResponse.noContent();
            case UNKNOWN_MEETING -> HttpResponse.notFound();
            case FOREIGN_SERVER -> {
                LOG.warn(
                        "Analytics report of meeting {} rejected: the signing servers {} never had the meeting",
                        report.meetingId(),
                        signers);
                yield HttpResponse.unauthorized();
            }
        };
    }

    private static String token(HttpRequest<?> request) {
        String header = Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .orElse("");
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    private static byte[] body(ServerHttpRequest<?> request) throws IOException {
        try (InputStream in = request.byteBody().toInputStream()) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }
}
