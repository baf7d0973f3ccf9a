package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a header may take, by a clock that the test moves. */
class HeaderDeadlineTest {
    private static final String REQUEST = "POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\n";

    private final HeaderDeadline header = new HeaderDeadline(Duration.ofSeconds(30));
    private final FrozenConnection connection = FrozenConnection.with(header, new HttpServerCodec(), header.end());

    private void receive(String text) {
        connection.receive(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @Test
    void aConnectionThatSendsNothingIsClosed() {
        assertThat(connection.isOpenAfter(29)).isTrue();
        assertThat(connection.isOpenAfter(2)).isFalse();
    }

    @Test
    void aHeaderThatTricklesIsClosed() {
        for (int i = 0; i < 29; i++) {
            receive(REQUEST.substring(i, i + 1));
            assertThat(connection.isOpenAfter(1)).isTrue();
        }
        assertThat(connection.isOpenAfter(2)).isFalse();
    }

    @Test
    void theBodyHasItsOwnTimeAndAnIdleConnectionToo() {
        receive(REQUEST);
        assertThat(connection.isOpenAfter(1_000)).as("in the body").isTrue();
        receive("a");
        assertThat(connection.isOpenAfter(1_000)).as("in the body").isTrue();
        receive("b");
        assertThat(connection.isOpenAfter(1_000)).as("kept alive").isTrue();
    }

    @Test
    void aLaterHeaderHasTheSameTime() {
        receive(REQUEST + "ab");
        assertThat(connection.isOpenAfter(1_000)).isTrue();
        receive("P");
        assertThat(connection.isOpenAfter(29)).isTrue();
        receive("O");
        assertThat(connection.isOpenAfter(1)).isFalse();
    }
}
