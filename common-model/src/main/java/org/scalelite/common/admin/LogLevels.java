package org.scalelite.common.admin;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/** The log level that an operator has set for all services, in Redis; it expires. */
@Singleton
public record LogLevels(RedisStore redis) {
    private static final RedisScript WRITE = RedisScript.named("log-level");

    /** The level that is set now. */
    public Optional<LogLevel> present() {
        return Optional.ofNullable(
                        redis.call(commands -> commands.get(redis.keys().of(RedisKey.LOG_LEVEL))))
                .flatMap(LogLevel::parse);
    }

    /** Sets the level; each service has its own again after this time. */
    public void set(Actor actor, LogLevel level, Duration time) {
        WRITE.run(redis, actor.name(), level.toString(), String.valueOf(time.toMillis()));
    }

    /** Has each service use its own level again. */
    public void reset(Actor actor) {
        WRITE.run(redis, actor.name(), "", "0");
    }
}
