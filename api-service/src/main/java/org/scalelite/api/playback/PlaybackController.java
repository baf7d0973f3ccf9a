package org.scalelite.api.playback;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import org.scalelite.api.http.BbbXmlResponse;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.common.bbb.BbbError;

/**
 * Every path that no other controller has: formats of recordings are names that an operator chooses. What is none of them is
 * {@code unsupportedRequest} (specification, sections 5.1 and 5.13).
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
record PlaybackController(PlaybackPages pages) {
    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

    @Get("/{+path}")
    HttpResponse<?> get(HttpRequest<?> request) {
        return pages.answer(new FileRequest(request))
                .<HttpResponse<?>>map(PlaybackController::response)
                .orElseGet(() -> BbbXmlResponse.failed(BbbError.unsupportedRequest()));
    }

    @Post(value = "/{+path}", consumes = MediaType.ALL)
    HttpResponse<?> post() {
        return BbbXmlResponse.failed(BbbError.unsupportedRequest());
    }

    private static HttpResponse<?> response(PageAnswer answer) {
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
