package org.scalelite.common.meeting;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.redis.RedisStore;

/**
 * The addresses that front-ends want called when a meeting has ended ({@code meetingEndedURL}), in Redis while we have taken
 * their place at the BBB server.
 */
public final class EndedUrls {
    /** No class lasts longer. */
    public static final Duration LONGEST_MEETING = Duration.ofDays(31);

    private static final String SEPARATOR = " ";

    /** For the way to Redis and back. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final RedisStore redis;

    /** The addresses in this Redis. */
    public EndedUrls(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * An address.
     *
     * @param createTime of the very meeting, as BBB tells it: a later one of the same id has another
     */
    public record EndedUrl(String url, String createTime) {
        /** The address may hold what nobody else should read. */
        @Override
        public String toString() {
            return "EndedUrl[" + createTime + "]";
        }
    }

    /** Keeps an address under an id that nobody can guess. */
    public void keep(String id, EndedUrl ended) {
        String text = ended.createTime() + SEPARATOR + ended.url();
        redis.call(commands -> commands.setex(redis.keys().endedUrl(id), LONGEST_MEETING.toSeconds(), text));
    }

    /** The address of this id, unless it was called or there never was one. */
    public Optional<EndedUrl> find(String id) {
        return Optional.ofNullable(
                        redis.<String>call(commands -> commands.get(redis.keys().endedUrl(id))))
                .map(text -> text.split(SEPARATOR, 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> new EndedUrl(parts[1], parts[0]));
    }

    /**
     * Whether it is the caller's turn to call the address: two that hear of the end at once must not both. Whoever dies over
     * it gives way to the next after a while, and the address is not lost.
     *
     * @param longest that a call takes
     */
    public boolean claim(String id, Duration longest) {
        Duration life = longest.plus(MARGIN);
        SetArgs unlessClaimed = SetArgs.Builder.nx().px(life);
        boolean claimed = Optional.ofNullable(
                        redis.<String>call(commands -> commands.set(redis.keys().endedUrlClaim(id), "", unlessClaimed)))
                .isPresent();
        if (!claimed && redis.call(commands -> commands.pttl(redis.keys().endedUrlClaim(id))) > life.toMillis()) {
            // Redis' clock was set back.
            redis.call(commands -> commands.pexpire(redis.keys().endedUrlClaim(id), life));
        }
        if (claimed && find(id).isEmpty()) {
            // Somebody else has called it since the caller found it.
            release(id);
            return false;
        }
        return claimed;
    }

    /** The call was in vain: the next one may try. */
    public void release(String id) {
        redis.call(commands -> commands.del(redis.keys().endedUrlClaim(id)));
    }

    /** The address was called: it is not called again. */
    public void called(String id) {
        redis.call(
                commands -> commands.del(redis.keys().endedUrl(id), redis.keys().endedUrlClaim(id)));
    }
}
