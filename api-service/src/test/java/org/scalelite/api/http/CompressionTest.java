package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers are compressed. */
class CompressionTest {
    private static HttpResponse response(@Nullable String type, @Nullable Integer length) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        if (type != null) {
            response.headers().set("Content-Type", type);
        }
        if (length != null) {
            response.headers().set("Content-Length", length);
        }
        return response;
    }

    private static Compression compression(int threshold) {
        NettyHttpServerConfiguration config = new NettyHttpServerConfiguration();
        config.setCompressionThreshold(threshold);
        return new Compression(config);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "application/xml; charset=utf-8, 2000, true",
                "application/json, 1024, true",
                "text/html, -, true",
                "application/xml, 1023, false",
                "video/webm, 2000, false",
                "-, 2000, false"
            })
    void compressesLongTexts(@Nullable String type, @Nullable Integer length, boolean compressed) {
        assertThat(compression(1_024).shouldCompress(response(type, length))).isEqualTo(compressed);
    }

    @Test
    void doesNotCompressFilesWithRanges() {
        HttpResponse file = response("text/vtt", 2_000);
        file.headers().set("Accept-Ranges", "bytes");
        assertThat(compression(1_024).shouldCompress(file)).isFalse();
    }

    @Test
    void negativeThresholdDisablesIt() {
        assertThat(compression(-1).isEnabled()).isFalse();
        assertThat(compression(-1).shouldCompress(response("text/html", 2_000))).isFalse();
    }
}
