package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/** Tokens that open one file of a recording's text tracks, once, within an hour. */
@Singleton
public final class TextTrackTokens {
    private static final RedisScript ISSUE = RedisScript.named("text-track-issue");
    private static final RedisScript TAKE = RedisScript.named("text-track-take");
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");
    private static final int BYTES = 32;

    private final RedisStore redis;
    private final SecureRandom random = new SecureRandom();

    TextTrackTokens(RedisStore redis) {
        this.redis = redis;
    }

    /** A token for each of the files, in their order, in one round trip. */
    public List<String> issue(String recordId, List<String> fileNames) {
        List<String> tokens = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(Long.toString(LIFE.toSeconds())));
        for (String fileName : fileNames) {
            String token = newToken();
            tokens.add(token);
            arguments.add(token);
            arguments.add(target(recordId, fileName));
        }
        if (!tokens.isEmpty()) {
            ISSUE.run(redis, arguments);
        }
        return tokens;
    }

    /** Whether a token is for this file; it is used up then. */
    public boolean take(String token, String recordId, String fileName) {
        return isFor(token, recordId, fileName, "consume");
    }

    /** Whether a token is for this file; it stays as it is. */
    public boolean isValid(String token, String recordId, String fileName) {
        return isFor(token, recordId, fileName, "keep");
    }

    private boolean isFor(String token, String recordId, String fileName, String consumeOrKeep) {
        return TOKEN.matcher(token).matches()
                && !TAKE.run(redis, token, target(recordId, fileName), consumeOrKeep)
                        .isEmpty();
    }

    private String newToken() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String target(String recordId, String fileName) {
        return recordId + "/" + fileName;
    }
}
