package org.scalelite.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbXml;

/**
 * An error in the form of the called interface: BBB's XML, JSON of the admin API, else plain text. It never holds anything
 * of the request.
 *
 * @param type of the content
 */
public record ErrorBody(String type, byte[] content) {
    private static final String BBB = "/bigbluebutton";
    private static final String ADMIN_API = "/scalelite/api";

    /** Netty's name for a request whose line it could not read: most are calls of the BBB API with too long a query. */
    private static final String UNREADABLE = "/bad-request";

    /** The error for the caller of this path. */
    public static ErrorBody of(String path, BbbError error) {
        if (path.startsWith(BBB) || path.equals(UNREADABLE)) {
            return new ErrorBody("application/xml; charset=utf-8", BbbXml.failed(error));
        }
        return path.startsWith(ADMIN_API) ? json(error.message()) : text(error.message() + "\n");
    }

    /** An error of the admin API. */
    static ErrorBody json(String reason) {
        String json = JsonNodeFactory.instance.objectNode().put("error", reason).toString();
        return new ErrorBody("application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    }

    private static ErrorBody text(String reason) {
        return new ErrorBody("text/plain; charset=utf-8", reason.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer with this error. */
    MutableHttpResponse<byte[]> response(HttpStatus status) {
        return HttpResponse.<byte[]>status(status)
                .contentType(new MediaType(type))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(content);
    }

    @Override
    public String toString() {
        return "ErrorBody[" + type + "]";
    }
}
