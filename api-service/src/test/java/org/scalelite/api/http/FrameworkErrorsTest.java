package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.checksum.SharedSecrets;

/** What callers get for errors that Micronaut finds; BbbRequestTest provokes those that a request can. */
class FrameworkErrorsTest {
    private static final HttpConfig CONFIG = new HttpConfig(
            Optional.empty(),
            false,
            false,
            new SharedSecrets(List.of("unit-test-secret")),
            Set.of(),
            false,
            false,
            false,
            1,
            1,
            1,
            1,
            Duration.ZERO,
            Duration.ZERO);

    @ParameterizedTest
    @CsvSource({
        "/bigbluebutton/api/join, INTERNAL_SERVER_ERROR, application/xml, internalError",
        "/bigbluebutton/api/join, REQUEST_URI_TOO_LONG, application/xml, requestTooLarge",
        "/bigbluebutton/api/join, REQUEST_HEADER_FIELDS_TOO_LARGE, application/xml, requestTooLarge",
        "/bigbluebutton/api/join, UNSUPPORTED_MEDIA_TYPE, application/xml, unsupportedContentType",
        "/bigbluebutton/api/join, NOT_ACCEPTABLE, application/xml, unsupportedRequest",
        "/scalelite/api/getServers, INTERNAL_SERVER_ERROR, application/json, could not answer",
        "/scalelite/api/getServers, BAD_REQUEST, application/json, not supported",
        "/recording/x/presentation, INTERNAL_SERVER_ERROR, text/plain, could not answer",
        "/recording/x/presentation, BAD_REQUEST, text/plain, not supported"
    })
    void theStatusStaysAndNothingOfTheAddressIsShown(String path, HttpStatus status, String type, String text) {
        ErrorContext error = ErrorContext.builder(HttpRequest.GET(path + "?token=secret"))
                .errorMessage("Internal Server Error: secret")
                .build();
        HttpResponse<byte[]> answer = new FrameworkErrors(CONFIG).processResponse(error, HttpResponse.status(status));
        assertThat(answer.code()).isEqualTo(status.getCode());
        assertThat(answer.getContentType().orElseThrow().getName()).isEqualTo(type);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains(text)
                .doesNotContain("secret", path);
    }
}
