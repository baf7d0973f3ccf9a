package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.micronaut.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Peer;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/** The answers to wrong checksums and tokens. */
class WrongChecksumsTest {
    private final WrongChecksums checksums = new WrongChecksums(new WrongAttempts(2, TimeMeter.SYSTEM_NANOTIME));

    @Test
    void firstWrongChecksumsGetTheirError() {
        for (int i = 0; i < 2; i++) {
            assertThat(checksums.refusal(Peer.from("203.0.113.7")))
                    .isInstanceOfSatisfying(
                            BbbException.class, e -> assertThat(e.error()).isEqualTo(BbbError.checksum()));
        }
    }

    @Test
    void furtherWrongChecksumsHaveToWait() {
        checksums.refusal(Peer.from("203.0.113.7"));
        checksums.refusal(Peer.from("203.0.113.7"));
        assertThat(checksums.refusal(Peer.from("203.0.113.7")))
                .isInstanceOfSatisfying(WrongChecksums.TooManyException.class, e -> {
                    HttpResponse<byte[]> answer = e.answer("/bigbluebutton/api/create");
                    assertThat(answer.code()).isEqualTo(429);
                    assertThat(Integer.parseInt(answer.getHeaders().get("Retry-After")))
                            .isBetween(1, 31);
                    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                            .contains("checksumError");
                });
        assertThat(checksums.refusal(Peer.from("203.0.113.8"))).isInstanceOf(BbbException.class);
    }

    @Test
    void wrongTokensCountAsChecksums() {
        assertThat(checksums.forbidden(Peer.from("203.0.113.7")).code()).isEqualTo(403);
        checksums.refusal(Peer.from("203.0.113.7"));
        HttpResponse<?> held = checksums.forbidden(Peer.from("203.0.113.7"));
        assertThat(held.code()).isEqualTo(429);
        assertThat(held.getHeaders().get("Retry-After")).isNotNull();
    }
}
