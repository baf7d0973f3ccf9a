package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.TestRegistry;

/** One-time links (specification, sections 3 and 12). The key is written as Scalelite reads it. */
class PlaybackTokensTest {
    private final TestRegistry registry = new TestRegistry();
    private final RedisCommands<String, String> redis = registry.redis().commands();
    private final PlaybackTokens tokens = new PlaybackTokens(registry.redis(), Duration.ofMinutes(60));

    @AfterEach
    void stop() {
        registry.close();
    }

    private String key(String token) {
        return registry.environment().get("REDIS_NAMESPACE") + ":protector_token_" + token;
    }

    @Test
    void consumesTokenOnce() {
        String token = tokens.issue("rec-1", "video");
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(tokens.consume(token, "rec-1", "video")).isTrue();
        assertThat(tokens.consume(token, "rec-1", "video")).isFalse();
        assertThat(redis.exists(key(token))).isZero();
    }

    @Test
    void keepsTokenAfterUseForOtherTarget() {
        String token = tokens.issue("rec-1", "video");
        assertThat(tokens.consume(token, "rec-1", "presentation")).isFalse();
        assertThat(tokens.consume(token, "rec-2", "video")).isFalse();
        assertThat(tokens.consume(token.toUpperCase(java.util.Locale.ROOT), "rec-1", "video"))
                .isFalse();
        assertThat(tokens.consume(token, "rec-1", "video")).isTrue();
    }

    @Test
    void storesValueForScaleliteWithExpiry() throws Exception {
        String token = tokens.issue("rec \"1\"", "video");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(redis.get(key(token))))
                .isEqualTo(json.createObjectNode().put("record_id", "rec \"1\"").put("format", "video"));
        assertThat(redis.ttl(key(token))).isBetween(3500L, 3600L);
    }

    @Test
    void acceptsTokenOfScalelite() {
        String token = "0123456789abcdef".repeat(4);
        redis.setex(key(token), 60, "{\"record_id\": \"rec-1\", \"format\": \"video\"}");
        assertThat(tokens.consume(token, "rec-1", "video")).isTrue();
    }

    @Test
    void rejectsMalformedTokens() {
        redis.setex(key("a".repeat(64)), 60, "not json");
        redis.setex(key("b".repeat(64)), 60, "[1]");
        for (String token : List.of("", "x", "a".repeat(64), "b".repeat(64), "c".repeat(64), "*")) {
            assertThat(tokens.consume(token, "rec-1", "video")).as(token).isFalse();
        }
    }

    @Test
    void issuesTokenWithShortestExpiry() {
        assertThat(new PlaybackTokens(registry.redis(), Duration.ZERO).issue("rec-1", "video"))
                .hasSize(64);
    }

    @Test
    void issuesTokensInOrder() {
        List<PlaybackTokens.PlaybackTarget> targets = IntStream.range(0, 5_000)
                .mapToObj(i -> new PlaybackTokens.PlaybackTarget("rec-" + i, "video"))
                .toList();
        List<String> issued = tokens.issueAll(targets);
        assertThat(issued).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(tokens.consume(issued.get(4_711), "rec-4711", "video")).isTrue();
        assertThat(tokens.issueAll(List.of())).isEmpty();
    }

    @Test
    void acceptsOneOfConcurrentUses() throws Exception {
        String token = tokens.issue("rec-1", "video");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tries.add(() -> tokens.consume(token, "rec-1", "video"));
            }
            assertThat(threads.invokeAll(tries).stream()
                            .map(Future::resultNow)
                            .filter(opened -> opened)
                            .count())
                    .isEqualTo(1);
        }
    }
}
