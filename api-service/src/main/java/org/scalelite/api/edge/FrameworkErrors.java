package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.scalelite.common.bbb.BbbError;

/**
 * Every error that Micronaut finds by itself, before a request reaches us or when an answer fails: the status stays, the
 * content is ours. Micronaut's own would repeat the address, and with it whatever the query holds.
 */
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        ErrorBody body = ErrorBody.of(context.getRequest().getPath(), error(response.getStatus()));
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(new MediaType(body.type()))
                .body(context.getRequest().getMethod() == HttpMethod.HEAD ? new byte[0] : body.content());
    }

    private static BbbError error(HttpStatus status) {
        return switch (status) {
            case REQUEST_ENTITY_TOO_LARGE, REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
                BbbError.requestTooLarge();
            case UNSUPPORTED_MEDIA_TYPE -> BbbError.unsupportedContentType();
            default ->
                status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()
                        ? BbbError.unsupportedRequest()
                        : BbbError.unexpected();
        };
    }
}
