package org.scalelite.api.playback;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;

/** One-time tokens for protected recordings, each for one format of one recording (specification, sections 3 and 12). */
@Singleton
public final class PlaybackTokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OneTimeTokens tokens;

    @Inject
    PlaybackTokens(RedisStore redis, RecordingConfig config) {
        this(redis, config.tokenLife());
    }

    PlaybackTokens(RedisStore redis, Duration life) {
        this.tokens = new OneTimeTokens(redis, RedisKey.PLAYBACK_TOKEN, life);
    }

    /** The target of a token. Its JSON is the value in Redis, as Scalelite has it. */
    public record PlaybackTarget(@JsonProperty("record_id") String recordId, String format) {
        private String json() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A new token. */
    public String issue(String recordId, String format) {
        return issueAll(List.of(new PlaybackTarget(recordId, format))).getFirst();
    }

    /** A new token for each target, in their order, in one round trip. */
    public List<String> issueAll(List<PlaybackTarget> targets) {
        return tokens.issue(targets.stream().map(PlaybackTarget::json).toList());
    }

    /** Uses a token up if it is for this target; whether it was. */
    public boolean consume(String token, String recordId, String format) {
        return tokens.consume(token, new PlaybackTarget(recordId, format).json());
    }

    /** Whether a token is for this target; it stays valid. */
    public boolean isValid(String token, String recordId, String format) {
        return tokens.isValid(token, new PlaybackTarget(recordId, format).json());
    }
}
