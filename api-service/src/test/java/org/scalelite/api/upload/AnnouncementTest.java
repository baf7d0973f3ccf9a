package org.scalelite.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.upload.UploadTokens.Announcement;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.token.SignedToken;

/** The archive that a verified token announces (docs/recording-transport.md). */
class AnnouncementTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final SafeSegment RECORD_ID = new SafeSegment("rec-1");
    private static final ServerId SENDER = new ServerId("bbb1");

    private static Archive archive(Consumer<Map<String, Object>> change) {
        Instant now = Instant.now();
        Map<String, Object> claims = new HashMap<>(
                Map.of("sub", "rec-1", "sha256", SHA256, "size", 17, "iat", now, "exp", now.plusSeconds(300)));
        change.accept(claims);
        String token = SignedToken.sign(claims, SignedToken.Hash.HS256, "secret");
        return new Announcement(SENDER, JWT.decode(token)).archive(RECORD_ID);
    }

    private static void isRefused(Consumer<Map<String, Object>> change, String reason) {
        assertThatThrownBy(() -> archive(change)).isInstanceOfSatisfying(UploadException.class, e -> {
            assertThat(e.error().status()).isEqualTo(401);
            assertThat(e.error().error()).contains(reason);
        });
    }

    @Test
    void announcesAnArchive() {
        assertThat(archive(_ -> {})).isEqualTo(new Archive(SENDER, RECORD_ID, SHA256, 17));
    }

    @Test
    void rejectsATokenForAnotherRecording() {
        isRefused(claims -> claims.put("sub", "another"), "another recording");
        isRefused(claims -> claims.remove("sub"), "another recording");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "exp"})
    void rejectsATokenWithoutALifetime(String claim) {
        isRefused(claims -> claims.remove(claim), "needs iat and exp");
    }

    @Test
    void limitsTheLifetime() {
        Instant now = Instant.now();
        isRefused(claims -> claims.put("exp", now.plus(Duration.ofMinutes(16))), "at most 15 minutes apart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ABCD", "not-hexadecimal", "../../../../etc/passwd"})
    void rejectsATokenWithoutAValidDigest(String digest) {
        isRefused(claims -> claims.put("sha256", digest), "sha256");
    }

    @Test
    void rejectsATokenWithoutASize() {
        isRefused(claims -> claims.remove("size"), "size");
        isRefused(claims -> claims.put("size", 0), "size");
        isRefused(claims -> claims.put("size", -1), "size");
        isRefused(claims -> claims.remove("sha256"), "sha256");
    }
}
