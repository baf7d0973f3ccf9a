package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.scalelite.api.playback.OneTimeTokens;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;

/** One-time tokens for the files of text tracks; they expire after an hour. */
@Singleton
final class TextTrackTokens {
    private static final Duration LIFE = Duration.ofHours(1);

    private final OneTimeTokens tokens;

    TextTrackTokens(RedisStore redis) {
        this.tokens = new OneTimeTokens(redis, RedisKey.TEXT_TRACK, LIFE);
    }

    /** A token for each of the files, in their order, in one round trip. */
    List<String> issue(String recordId, List<String> fileNames) {
        return tokens.issue(
                fileNames.stream().map(name -> target(recordId, name)).toList());
    }

    /** Uses a token up if it is for this file; whether it was. */
    boolean take(String token, String recordId, String fileName) {
        return tokens.consume(token, target(recordId, fileName));
    }

    /** Whether a token is for this file; it stays valid. */
    boolean isValid(String token, String recordId, String fileName) {
        return tokens.isValid(token, target(recordId, fileName));
    }

    private static String target(String recordId, String fileName) {
        return recordId + "/" + fileName;
    }
}
