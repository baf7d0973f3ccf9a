package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.scalelite.api.http.RequestTarget;

/** How long bodies may take, by a clock that the test moves; OverloadTest has the sockets. */
class BodyDeadlineTest {
    private final FrozenConnection connection = FrozenConnection.with(new BodyDeadline(Duration.ofSeconds(30)));

    private void begin(String path) {
        begin(path, "meetingID=x&checksum=y");
    }

    private void begin(String path, String query) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, 1 << 30);
        request.headers().set(RequestTarget.QUERY_HEADER, query);
        connection.receive(request);
    }

    private void receive(int bytes) {
        connection.receive(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes])));
    }

    @Test
    void aTrickleEndsWhereNothingEnds() {
        begin("/bigbluebutton/api/create");
        for (int i = 0; i < 29; i++) {
            receive(1);
            assertThat(connection.isOpenAfter(1)).isTrue();
        }
        assertThat(connection.isOpenAfter(1)).isFalse();
    }

    @Test
    void largeBodiesMayTakeLongerAsLongAsTheyComeIn() {
        begin("/bigbluebutton/api/create");
        for (int i = 0; i < 600; i++) {
            receive(16 << 10);
            assertThat(connection.isOpenAfter(1)).isTrue();
        }
        assertThat(connection.isOpenAfter(29)).isTrue();
        assertThat(connection.isOpenAfter(1)).isFalse();
    }

    @Test
    void whatHasComeInWaitsForItsAnswer() {
        begin("/bigbluebutton/api/create");
        connection.receive(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(connection.isOpenAfter(1_000)).isTrue();
        begin("/bigbluebutton/api/create");
        assertThat(connection.isOpenAfter(29))
                .as("the next one has its own time")
                .isTrue();
        assertThat(connection.isOpenAfter(1)).isFalse();
    }

    @Test
    void callsThatAreNotSignedYetHaveLessTime() {
        begin("/bigbluebutton/api/create", "");
        receive(16 << 10);
        // 10 s, and one more for what has come in.
        assertThat(connection.isOpenAfter(10)).isTrue();
        assertThat(connection.isOpenAfter(1)).isFalse();
    }

    @Test
    void recordingsTakeAsLongAsTheyNeed() {
        begin("/scalelite/api/recordings/x.tar");
        assertThat(connection.isOpenAfter(100_000)).isTrue();
    }
}
