package org.scalelite.api.dialin;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.scalelite.api.dialin.DialInConfig.PinLimits;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;

/**
 * Which meeting a PIN leads to, in Redis, where all replicas count wrong ones together (specification, sections 13 and
 * 16.16). One round trip and one change.
 */
@Singleton
final class PinDirectory {
    private static final RedisScript FIND = RedisScript.named("dialin-find");
    private static final Pattern PIN = Pattern.compile("[0-9]{1,20}");
    /** The bucket of all callers together. */
    static final String ALL = "all";

    private final RedisStore redis;
    private final PinLimits limits;

    PinDirectory(RedisStore redis, DialInConfig config) {
        this.redis = redis;
        this.limits = config.limits();
    }

    /**
     * Looks a PIN up, or does not if too many wrong ones have come.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    PinLookup find(String pin, CallerBucket caller) {
        if (!PIN.matcher(pin).matches()) {
            // Nobody guesses with what is no PIN: it does not count.
            return new PinLookup.Unknown();
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(pin);
        arguments.add(String.valueOf(limits.window().toMillis()));
        addBucket(arguments, caller.name(), caller.limit(limits.perCaller()));
        addBucket(arguments, ALL, limits.inAll());
        ScriptAnswer answer = FIND.ask(redis, arguments);
        return switch (answer.outcome()) {
            case "found" -> new PinLookup.Found(answer.text("meeting"), answer.text("url"));
            case "unreachable" -> new PinLookup.Unreachable();
            case "unknown" -> new PinLookup.Unknown();
            case "throttled" -> new PinLookup.Throttled(answer.text("bucket"));
            default -> throw answer.unknown();
        };
    }

    private static void addBucket(List<String> arguments, String name, int limit) {
        if (limit > 0) {
            arguments.add(name);
            arguments.add(String.valueOf(limit));
        }
    }
}
