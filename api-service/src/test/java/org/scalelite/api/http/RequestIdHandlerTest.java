package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.scalelite.common.logging.RequestId;

/** Ids of the requests of one connection. */
class RequestIdHandlerTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new RequestIdHandler());

    private String received(String... sent) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        for (String id : sent) {
            request.headers().add(RequestId.HEADER, id);
        }
        channel.writeInbound(request);
        HttpRequest passed = channel.readInbound();
        assertThat(passed.headers().getAll(RequestId.HEADER)).hasSize(1);
        return passed.headers().get(RequestId.HEADER);
    }

    private String answered(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
        HttpResponse response = channel.readOutbound();
        return response.headers().get(RequestId.HEADER, "");
    }

    @Test
    void answersTheIdThatWasSent() {
        assertThat(received("r-1")).isEqualTo("r-1");
        assertThat(answered(HttpResponseStatus.OK)).isEqualTo("r-1");
    }

    @Test
    void answersANewIdInPlaceOfAnUnsafeOne() {
        String id = received("a b");
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(answered(HttpResponseStatus.NOT_FOUND)).isEqualTo(id);
        assertThat(received("a", "b")).hasSize(32);
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        received("r-1");
        received("r-2");
        assertThat(answered(HttpResponseStatus.CONTINUE)).isEmpty();
        assertThat(answered(HttpResponseStatus.OK)).isEqualTo("r-1");
        assertThat(answered(HttpResponseStatus.OK)).isEqualTo("r-2");
        assertThat(answered(HttpResponseStatus.OK)).isEmpty();
    }

    @Test
    void closesAConnectionWithTooManyRequests() {
        for (int i = 0; i < 1000; i++) {
            received("r-" + i);
        }
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        assertThat(channel.isOpen()).isFalse();
    }
}
