package org.scalelite.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbXml;

/**
 * An error in the form of the called interface: BBB's XML or JSON, JSON of the admin API, else plain text. It never holds
 * anything of the request.
 *
 * @param type of the content
 */
public record ErrorBody(String type, byte[] content) {
    private static final String BBB = "/bigbluebutton";
    private static final String ADMIN_API = "/scalelite/api";

    /** Calls whose clients parse each answer as JSON (BBB reference, section 4.11). BBB has removed feedback. */
    private static final Set<String> JSON_CALLS = Set.of(
            "/bigbluebutton/api/feedback", "/bigbluebutton/api/getJoinUrl", "/bigbluebutton/api/learningDashboard");

    /** Netty's name for a request whose line it could not read: most are calls of the BBB API with too long a query. */
    private static final String UNREADABLE = "/bad-request";

    /** The error for the caller of this path. */
    public static ErrorBody of(String path, BbbError error) {
        if (path.startsWith(BBB) || path.equals(UNREADABLE)) {
            return ofCall(path, error);
        }
        return path.startsWith(ADMIN_API) ? json(error.message()) : text(error.message() + "\n");
    }

    /** The error of a call of the BBB API, whichever path it has. */
    public static ErrorBody ofCall(String path, BbbError error) {
        int question = path.indexOf('?');
        return JSON_CALLS.contains(question < 0 ? path : path.substring(0, question))
                ? json(failed(error))
                : new ErrorBody("application/xml; charset=utf-8", BbbXml.failed(error));
    }

    private static ObjectNode failed(BbbError error) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("response")
                .put("returncode", "FAILED")
                .put("messageKey", error.key())
                .put("message", error.message());
        return answer;
    }

    /** An error of the admin API. */
    static ErrorBody json(String reason) {
        return json(JsonNodeFactory.instance.objectNode().put("error", reason));
    }

    private static ErrorBody json(ObjectNode content) {
        return new ErrorBody(
                "application/json; charset=utf-8", content.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ErrorBody text(String reason) {
        return new ErrorBody("text/plain; charset=utf-8", reason.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer of a failed call of the BBB API, which has status 200. */
    MutableHttpResponse<byte[]> answer() {
        return HttpResponse.ok(content).contentType(new MediaType(type)).header(HttpHeaders.CACHE_CONTROL, "no-cache");
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
