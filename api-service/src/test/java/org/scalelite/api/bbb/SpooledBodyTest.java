package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.bbb.BbbException;

/** Slides of a create, kept until it is answered. */
class SpooledBodyTest {
    private static final int MIB = 1 << 20;

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    /** The body of a client that hangs up. */
    private static InputStream brokenOff(int bytes) {
        return new SequenceInputStream(bytes(bytes), new BrokenInputStream());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MIB, 2 * MIB})
    void bodyUpToLimitIsKept(int bytes) throws IOException {
        try (SpooledBody body = SpooledBody.read(bytes(bytes), "text/xml", 2 * MIB)) {
            assertThat(body.content()).hasValueSatisfying(kept -> {
                assertThat(kept.contentType()).isEqualTo("text/xml");
                assertThat(kept.length()).isEqualTo(bytes);
            });
        }
    }

    @Test
    void emptyBodyIsNone() throws IOException {
        try (SpooledBody body = SpooledBody.read(bytes(0), "text/xml", MIB)) {
            assertThat(body.content()).isEmpty();
        }
    }

    @Test
    void bodyOverLimitIsRefused() {
        assertThatThrownBy(() -> SpooledBody.read(bytes(MIB + 1), "text/xml", MIB))
                .isInstanceOf(BbbException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 2 * MIB})
    void brokenOffBodyIsMalformedRequest(int bytes) {
        assertThatThrownBy(() -> SpooledBody.read(brokenOff(bytes), "text/xml", 4 * MIB))
                .isInstanceOf(QueryText.MalformedException.class);
    }
}
