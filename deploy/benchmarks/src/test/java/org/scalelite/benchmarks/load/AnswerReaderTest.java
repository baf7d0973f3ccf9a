package org.scalelite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.scalelite.benchmarks.load.AnswerReader.Answer;

final class AnswerReaderTest {
    private static final String FIXED = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\nA\r\nlo, world!\r\n0\r\n\r\n";
    private static final String REDIRECT =
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/there\r\ncontent-length: 0\r\n\r\n";

    @Test
    void anAnswerWithALengthEndsThere() {
        assertThat(read(FIXED)).isEqualTo(new Answer(200, head(FIXED), "hello", 5));
    }

    @Test
    void theChunksOfAnAnswerAreOneBody() {
        assertThat(read(CHUNKED)).isEqualTo(new Answer(200, head(CHUNKED), "hello, world!", 13));
    }

    @Test
    void anAnswerWithoutABodyEndsWithItsHead() {
        assertThat(read(REDIRECT)).isEqualTo(new Answer(302, REDIRECT, "", 0));
    }

    /** Byte by byte, as a slow network may bring it, and then once more at a time on the same connection. */
    private static Answer read(String text) {
        AnswerReader reader = new AnswerReader();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length - 1; i++) {
            assertThat(reader.accept(new byte[] {bytes[i]}, 1)).isFalse();
        }
        assertThat(reader.accept(new byte[] {bytes[bytes.length - 1]}, 1)).isTrue();
        Answer slow = reader.take();
        assertThat(reader.accept(bytes, bytes.length)).isTrue();
        assertThat(reader.take()).isEqualTo(slow);
        return slow;
    }

    private static String head(String text) {
        return text.substring(0, text.indexOf("\r\n\r\n") + 4);
    }
}
