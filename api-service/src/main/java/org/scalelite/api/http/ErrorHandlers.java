package org.scalelite.api.http;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.http.Routes.BbbApi;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to each family of exceptions that more than one interface throws, in the form of the called one. */
@Factory
final class ErrorHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandlers.class);

    @Singleton
    ExceptionHandler<BbbException, HttpResponse<?>> bbbError() {
        return (request, failure) ->
                ErrorBody.ofCall(request.getPath(), failure.error()).answer();
    }

    @Singleton
    ExceptionHandler<QueryText.MalformedException, HttpResponse<?>> malformedRequest() {
        return (_, _) -> HttpResponse.badRequest();
    }

    /** The circuit breaker logs the start of an outage. */
    @Singleton
    ExceptionHandler<RedisUnavailableException, HttpResponse<?>> redisUnavailable() {
        return (request, failure) -> {
            LOG.debug("{} failed: {}", name(request), failure.getMessage());
            return unavailable(request, "Redis");
        };
    }

    @Singleton
    ExceptionHandler<DatabaseUnavailableException, HttpResponse<?>> databaseUnavailable() {
        return (request, failure) -> {
            LOG.warn("{} failed: {}", name(request), failure.getMessage());
            return unavailable(request, "PostgreSQL");
        };
    }

    @Singleton
    ExceptionHandler<RuntimeException, HttpResponse<?>> unexpected() {
        return (request, failure) -> {
            if (isOfOperator(request) && DatabaseFailure.isTransient(failure)) {
                LOG.warn("{} failed: {}", name(request), failure.getMessage());
                return unavailable(request, "PostgreSQL");
            }
            LOG.error("{} failed", name(request), failure);
            if (Routes.has(BbbApi.class, request)) {
                return ErrorBody.ofCall(request.getPath(), BbbError.unexpected())
                        .answer();
            }
            return Routes.has(AdminApi.class, request)
                    ? error(HttpStatus.INTERNAL_SERVER_ERROR, "the load balancer failed: its log says why")
                    : ErrorBody.of(request.getPath(), BbbError.unexpected()).response(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }

    private static boolean isOfOperator(HttpRequest<?> request) {
        return Routes.has(AdminApi.class, request) || Routes.has(WebConsole.class, request);
    }

    /** The call of the BBB API; of other requests the path. */
    private static String name(HttpRequest<?> request) {
        String path = request.getPath();
        return Routes.has(BbbApi.class, request) ? path.substring(path.lastIndexOf('/') + 1) : path;
    }

    /** Files and callbacks are no calls: what asks for them reads the status alone. */
    private static MutableHttpResponse<?> unavailable(HttpRequest<?> request, String store) {
        if (Routes.has(BbbApi.class, request)) {
            return ErrorBody.ofCall(request.getPath(), BbbError.storeUnavailable())
                    .answer();
        }
        return Routes.has(AdminApi.class, request)
                ? error(HttpStatus.SERVICE_UNAVAILABLE, store + " does not answer: try again later")
                : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static MutableHttpResponse<byte[]> error(HttpStatus status, String reason) {
        return ErrorBody.json(reason).response(status);
    }
}
