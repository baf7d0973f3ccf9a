package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls of the admin API in, or does not, and passes their answers out (specification, sections 5.13 and 6). In this
 * order: the host, the query, who calls, the body.
 */
@Singleton
public final class AdminDoor {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDoor.class);
    private static final String NOT_FOUND = "scalelite.admin.notFound";
    private static final MediaType JSON = new MediaType("application/json; charset=utf-8");
    private static final int MAX_BYTES = 1 << 20;

    private final HostCheck hosts;
    private final AdminTrust trust;
    private final BodyReader bodies = new BodyReader(MAX_BYTES);

    AdminDoor(EdgeConfig edge, AdminConfig config, WrongAttempts attempts, WrongChecksums wrongChecksums) {
        this.hosts = new HostCheck(edge);
        this.trust = new AdminTrust(edge, config, attempts, wrongChecksums);
    }

    /** What is done with a call that was let in. */
    @FunctionalInterface
    public interface Inside {
        /**
         * Answers.
         *
         * @throws AdminException to end the call with an error
         * @throws InvalidInputException if what the caller gave cannot be right
         */
        AdminAnswer answer(AdminRequest request);
    }

    /** Answers a request; the last segment of its path is the name of the call. */
    public HttpResponse<?> answer(HttpRequest<?> request, Inside inside) {
        if (!hosts.allows(request)) {
            return HostCheck.refusal();
        }
        try {
            return response(request, inside.answer(admitted((ServerHttpRequest<?>) request)));
        } catch (AdminException e) {
            return response(request, e.answer());
        } catch (InvalidInputException e) {
            return response(request, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (BbbException e) {
            return HttpResponse.ok(BbbXml.failed(e.error()))
                    .contentType(BbbController.XML)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache");
        } catch (WrongChecksums.TooManyException e) {
            return e.answer();
        } catch (QueryText.MalformedException _) {
            return HttpResponse.badRequest();
        } catch (RuntimeException e) {
            return failed(request, e);
        }
    }

    /** The answer of ours that says that nothing was found, which else would become that of the BBB API. */
    static Optional<HttpResponse<?>> notFound(HttpRequest<?> request) {
        return request.getAttribute(NOT_FOUND, HttpResponse.class).map(answer -> answer);
    }

    private AdminRequest admitted(ServerHttpRequest<?> request) {
        QueryText query = RequestTarget.queryTextOf(request);
        Map<String, String> parameters = query.parameters();
        boolean changes = request.getMethod() == HttpMethod.POST;
        Actor actor = trust.caller(request, callName(request), query, changes ? Scope.WRITE : Scope.READ);
        return new AdminRequest(actor, parameters, AdminJson.object(changes ? body(request) : new byte[0]));
    }

    private static String callName(HttpRequest<?> request) {
        return request.getPath().substring(request.getPath().lastIndexOf('/') + 1);
    }

    private byte[] body(ServerHttpRequest<?> request) {
        if (bodies.kindOf(request).isForm()) {
            throw new InvalidInputException(
                    "the body is a form: send JSON, with the header \"Content-Type: application/json\"");
        }
        if (request.getContentLength() > MAX_BYTES) {
            throw tooLarge();
        }
        try (InputStream in = request.byteBody().toInputStream()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the body", e);
        }
    }

    private static AdminException tooLarge() {
        return AdminException.error(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode(),
                "the body is too large: at most %d bytes are taken".formatted(MAX_BYTES));
    }

    private static HttpResponse<?> failed(HttpRequest<?> request, RuntimeException failure) {
        if (failure instanceof RedisUnavailableException) {
            return away(request, failure, "Redis");
        }
        if (failure instanceof DatabaseUnavailableException || DatabaseFailure.isTransient(failure)) {
            return away(request, failure, "PostgreSQL");
        }
        LOG.error("{} failed", callName(request), failure);
        return response(request, HttpStatus.INTERNAL_SERVER_ERROR, "the load balancer failed: its log says why");
    }

    private static HttpResponse<?> away(HttpRequest<?> request, RuntimeException failure, String store) {
        LOG.warn("{} failed: {}", callName(request), failure.getMessage());
        return response(request, HttpStatus.SERVICE_UNAVAILABLE, store + " does not answer: try again later");
    }

    private static HttpResponse<?> response(HttpRequest<?> request, HttpStatus status, String reason) {
        return response(request, AdminAnswer.error(status.getCode(), reason, Map.of()));
    }

    private static HttpResponse<?> response(HttpRequest<?> request, AdminAnswer answer) {
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(HttpStatus.valueOf(answer.status()))
                .body(AdminJson.write(answer.content()))
                .contentType(JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.headers().forEach(response::header);
        if (answer.status() == HttpStatus.NOT_FOUND.getCode()) {
            request.setAttribute(NOT_FOUND, response);
        }
        return response;
    }
}
