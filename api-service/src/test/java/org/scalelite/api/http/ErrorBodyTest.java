package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.BbbError;

/** Errors in the form of the called interface. */
class ErrorBodyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /bigbluebutton/api/join | application/xml  | <response><returncode>FAILED</returncode><messageKey>key</messageKey><message>a "text"</message></response>
            /bigbluebutton          | application/xml  | <response><returncode>FAILED</returncode><messageKey>key</messageKey><message>a "text"</message></response>
            /bad-request            | application/xml  | <response><returncode>FAILED</returncode><messageKey>key</messageKey><message>a "text"</message></response>
            /bigbluebutton/api/feedback      | application/json | {"response":{"returncode":"FAILED","messageKey":"key","message":"a \\"text\\""}}
            /bigbluebutton/api/getJoinUrl?x  | application/json | {"response":{"returncode":"FAILED","messageKey":"key","message":"a \\"text\\""}}
            /bigbluebutton/api/getJoinUrl/x  | application/xml  | <response><returncode>FAILED</returncode><messageKey>key</messageKey><message>a "text"</message></response>
            /scalelite/api/x        | application/json | {"error":"a \\"text\\""}
            /recording/x/video      | text/plain       | a "text"
            /                       | text/plain       | a "text"
            """)
    void hasTheFormOfTheInterface(String path, String type, String content) {
        ErrorBody body = ErrorBody.of(path, new BbbError("key", "a \"text\""));
        assertThat(body.type()).isEqualTo(type + "; charset=utf-8");
        assertThat(new String(body.content(), StandardCharsets.UTF_8).strip()).isEqualTo(content);
    }

    @Test
    void errorsAreNotCached() {
        HttpResponse<byte[]> response = ErrorBody.json("reason").response(HttpStatus.BAD_REQUEST);
        assertThat(response.code()).isEqualTo(400);
        assertThat(response.getHeaders().get("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getContentType().orElseThrow().getName()).isEqualTo("application/json");
    }
}
