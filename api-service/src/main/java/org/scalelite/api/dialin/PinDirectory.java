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
 * Finds the meeting of a PIN in Redis, where all replicas count wrong PINs together (specification, sections 13 and
 * 16.16), in one atomic round trip.
 */
@Singleton
record PinDirectory(RedisStore redis, DialInConfig config) {
    private static final RedisScript FIND = RedisScript.named("dialin-find");
    private static final Pattern PIN = Pattern.compile("[0-9]{1,20}");
    /** The bucket of all callers together. */
    static final String ALL = "all";

    /**
     * Looks up a PIN, unless the limit of wrong PINs is reached.
     *
     * @throws org.scalelite.common.redis.RedisUnavailableException if Redis does not answer
     */
    PinLookup find(String pin, CallerBucket caller) {
        if (!PIN.matcher(pin).matches()) {
            // An invalid PIN is not counted.
            return new PinLookup.Unknown();
        }
        PinLimits limits = config.limits();
        List<String> arguments = new ArrayList<>();
        arguments.add(pin);
        arguments.add(String.valueOf(limits.window().toMillis()));
        addBucket(arguments, caller.name(), caller.limit(limits.perCaller()));
        addBucket(arguments, ALL, limits.total());
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

    /** The result of a PIN lookup. */
    sealed interface PinLookup {

        /** A meeting on an available server. */
        record Found(String meetingId, String serverUrl) implements PinLookup {}

        /** A meeting whose server is offline, disabled or removed. */
        record Unreachable() implements PinLookup {}

        /** No meeting has this PIN. */
        record Unknown() implements PinLookup {}

        /**
         * The limit of wrong PINs is reached: this one was not looked up.
         *
         * @param bucket that reached its limit
         */
        record Throttled(String bucket) implements PinLookup {}
    }
}
