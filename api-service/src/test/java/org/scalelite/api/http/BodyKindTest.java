package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kind of a body by its headers (specification, section 5.4). */
class BodyKindTest {
    /** A request of which only the headers are read. */
    private static final class HeadersOnly extends HttpRequestWrapper<Object> implements ServerHttpRequest<Object> {
        HeadersOnly(HttpRequest<Object> request) {
            super(request);
        }

        @Override
        public ByteBody byteBody() {
            throw new AssertionError("the body is not read");
        }
    }

    private static BodyKind kind(@Nullable String type, String header, String value) {
        MutableHttpRequest<Object> request = HttpRequest.<Object>POST("/", "").header(header, value);
        request.getHeaders().remove("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        return BodyKind.of(new HeadersOnly(request));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "application/x-www-form-urlencoded, FORM",
                "Application/X-WWW-Form-Urlencoded; charset=utf-8, FORM",
                "multipart/form-data; boundary=X, MULTIPART",
                "application/xml, XML",
                "text/xml ;x=y, XML",
                "application/json, OTHER",
                "text/plain, OTHER",
                "'', OTHER",
                "-, OTHER"
            })
    void typeTellsTheKind(@Nullable String type, BodyKind kind) {
        assertThat(kind(type, "Content-Length", "3")).isEqualTo(kind);
        assertThat(kind(type, "Transfer-Encoding", "chunked")).isEqualTo(kind);
        assertThat(kind.isForm()).isEqualTo(kind == BodyKind.FORM || kind == BodyKind.MULTIPART);
    }

    @Test
    void typeWithoutABodyMeansNothing() {
        assertThat(kind("application/json", "Content-Length", "0")).isEqualTo(BodyKind.NONE);
        assertThat(kind("application/json", "X-Other", "1")).isEqualTo(BodyKind.NONE);
    }
}
