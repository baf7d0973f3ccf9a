package org.scalelite.api.playback;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/**
 * One-time tokens for protected recordings: each opens one format of one recording, once, until it expires (specification,
 * sections 3 and 12).
 */
@Singleton
public final class PlaybackTokens {
    private static final RedisScript ISSUE = RedisScript.named("playback-token-issue");
    private static final RedisScript CONSUME = RedisScript.named("playback-token-consume");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int RANDOM_BYTES = 32;

    private final RedisStore redis;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    @Inject
    PlaybackTokens(RedisStore redis, RecordingConfig config) {
        this(redis, config.tokenLife());
    }

    PlaybackTokens(RedisStore redis, Duration life) {
        this.redis = redis;
        this.life = life;
    }

    /** What a token opens. Its JSON is the value in Redis, as Scalelite has it. */
    public record PlaybackTarget(@JsonProperty("record_id") String recordId, String format) {
        private String json() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * A new token.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public String issue(String recordId, String format) {
        return issueAll(List.of(new PlaybackTarget(recordId, format))).getFirst();
    }

    /**
     * A new token for each target, in their order, in one round trip.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public List<String> issueAll(List<PlaybackTarget> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>(targets.size());
        List<String> arguments = new ArrayList<>(1 + 2 * targets.size());
        // Redis refuses an expiry of 0.
        arguments.add(String.valueOf(Math.max(1, life.toMillis())));
        for (PlaybackTarget target : targets) {
            String token = newToken();
            tokens.add(token);
            arguments.add(token);
            arguments.add(target.json());
        }
        ISSUE.run(redis, arguments);
        return tokens;
    }

    /**
     * Uses a token up if it is for this target. A token for another one stays valid.
     *
     * @return whether it was for this target
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public boolean consume(String token, String recordId, String format) {
        return isFor(token, recordId, format, "consume");
    }

    /**
     * Whether a token is for this target; it stays valid.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public boolean isValid(String token, String recordId, String format) {
        return isFor(token, recordId, format, "keep");
    }

    private boolean isFor(String token, String recordId, String format, String consumeOrKeep) {
        return TOKEN.matcher(token).matches()
                && !CONSUME.run(redis, token, recordId, format, consumeOrKeep).isEmpty();
    }

    private String newToken() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
