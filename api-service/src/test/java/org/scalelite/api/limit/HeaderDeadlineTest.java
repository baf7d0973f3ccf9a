package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a header may take, by a clock that the test moves. */
class HeaderDeadlineTest {
    private static final String REQUEST = "POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\n";

    private final HeaderDeadline header = new HeaderDeadline(Duration.ofSeconds(30));
    private final EmbeddedChannel connection = new EmbeddedChannel(header, new HttpServerCodec(), header.end());

    @BeforeEach
    void stopTheClock() {
        connection.freezeTime();
    }

    private void receive(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private boolean isOpenAfter(long seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
        return connection.isOpen();
    }

    @Test
    void aConnectionThatSendsNothingIsClosed() {
        assertThat(isOpenAfter(29)).isTrue();
        assertThat(isOpenAfter(2)).isFalse();
    }

    @Test
    void aHeaderThatTricklesIsClosed() {
        for (int i = 0; i < 29; i++) {
            receive(REQUEST.substring(i, i + 1));
            assertThat(isOpenAfter(1)).isTrue();
        }
        assertThat(isOpenAfter(2)).isFalse();
    }

    @Test
    void theBodyHasItsOwnTimeAndAnIdleConnectionToo() {
        receive(REQUEST);
        assertThat(isOpenAfter(1_000)).as("in the body").isTrue();
        receive("a");
        assertThat(isOpenAfter(1_000)).as("in the body").isTrue();
        receive("b");
        assertThat(isOpenAfter(1_000)).as("kept alive").isTrue();
    }

    @Test
    void aLaterHeaderHasTheSameTime() {
        receive(REQUEST + "ab");
        assertThat(isOpenAfter(1_000)).isTrue();
        receive("P");
        assertThat(isOpenAfter(29)).isTrue();
        receive("O");
        assertThat(isOpenAfter(1)).isFalse();
    }
}
