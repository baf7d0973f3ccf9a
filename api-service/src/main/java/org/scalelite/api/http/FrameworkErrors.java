package org.scalelite.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.scalelite.common.bbb.BbbError;

/**
 * Every error that Micronaut finds by itself, before a request has a route or when an answer fails: the status stays, the
 * content is ours. Micronaut's own would repeat the address, and with it whatever the query holds. A request without a route
 * gets the BBB API's {@code unsupportedRequest}, which has status 200 (specification, sections 5.1 and 5.13).
 */
@Singleton
record FrameworkErrors(HttpConfig config) implements ErrorResponseProcessor<byte[]> {
    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        return switch (response.getStatus()) {
            case NOT_FOUND, METHOD_NOT_ALLOWED ->
                config.isOwnHost(Origin.hostOf(request))
                        ? ErrorBody.ofCall(request.getPath(), BbbError.unsupportedRequest())
                                .answer()
                        : HostFilter.refusal();
            case REQUEST_ENTITY_TOO_LARGE, REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                with(BbbError.requestTooLarge(), request, response);
            case UNSUPPORTED_MEDIA_TYPE -> with(BbbError.unsupportedContentType(), request, response);
            case HttpStatus status
            when status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode() ->
                with(BbbError.unsupportedRequest(), request, response);
            default -> with(BbbError.unexpected(), request, response);
        };
    }

    private static MutableHttpResponse<byte[]> with(
            BbbError error, HttpRequest<?> request, MutableHttpResponse<?> response) {
        ErrorBody body = ErrorBody.of(request.getPath(), error);
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(new MediaType(body.type()))
                .body(request.getMethod() == HttpMethod.HEAD ? new byte[0] : body.content());
    }
}
