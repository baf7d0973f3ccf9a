package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;

/** From a PageAnswer to HTTP. */
final class PageWriter {
    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

    private PageWriter() {}

    static HttpResponse<?> response(PageAnswer answer) {
        MutableHttpResponse<Object> response = HttpResponse.status(HttpStatus.valueOf(answer.status()));
        answer.headers().forEach(response::header);
        answer.cookies().forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        return switch (answer.content()) {
            case PageAnswer.Content.Nothing() -> response;
            case PageAnswer.Content.Html(String text) ->
                withLength(response, text.getBytes(StandardCharsets.UTF_8).length)
                        .contentType(HTML)
                        .body(text);
            case PageAnswer.Content.Slice slice ->
                withLength(response, slice.length()).body(slice);
        };
    }

    /** A HEAD has no body to take the length from. */
    private static MutableHttpResponse<Object> withLength(MutableHttpResponse<Object> response, long length) {
        return response.header(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
    }
}
