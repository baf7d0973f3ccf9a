package org.scalelite.api.playback;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/**
 * One-time tokens: random values in Redis, each of which is valid for one target, once, until it expires.
 *
 * @param key of a token
 */
public record OneTimeTokens(RedisStore redis, RedisKey key, Duration life) {
    private static final RedisScript ISSUE = RedisScript.named("one-time-token-issue");
    private static final RedisScript TAKE = RedisScript.named("one-time-token-take");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A new token for each target, in their order, in one round trip.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public List<String> issue(List<String> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>(targets.size());
        List<String> arguments = new ArrayList<>(1 + 2 * targets.size());
        // Redis refuses an expiry of 0.
        arguments.add(String.valueOf(Math.max(1, life.toMillis())));
        for (String target : targets) {
            String token = newToken();
            tokens.add(token);
            arguments.add(key.text(token));
            arguments.add(target);
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
    public boolean consume(String token, String target) {
        return isFor(token, target, "consume");
    }

    /**
     * Whether a token is for this target; it stays valid.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    public boolean isValid(String token, String target) {
        return isFor(token, target, "keep");
    }

    private boolean isFor(String token, String target, String consumeOrKeep) {
        return TOKEN.matcher(token).matches()
                && !TAKE.run(redis, key.text(token), target, consumeOrKeep).isEmpty();
    }

    private static String newToken() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
