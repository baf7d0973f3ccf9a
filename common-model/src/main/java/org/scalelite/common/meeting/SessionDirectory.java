package org.scalelite.common.meeting;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** The servers of session tokens, in Redis. A token has one only for the tenant of its meeting. */
@Singleton
public record SessionDirectory(RedisStore redis) {
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    /** The server of a token, if it was found within the last minutes. */
    public Optional<ServerId> find(SessionKey session) {
        String key = redis.keys().of(RedisKey.SESSION, session.hash());
        return Optional.ofNullable(redis.<String>call(commands -> commands.get(key)))
                .map(ServerId::new);
    }

    /** Stores the server of a token for all replicas. */
    public void put(SessionKey session, ServerId server) {
        String key = redis.keys().of(RedisKey.SESSION, session.hash());
        redis.call(commands -> commands.psetex(key, TIME_TO_LIVE.toMillis(), server.value()));
    }
}
