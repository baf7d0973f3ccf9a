package org.scalelite.api.cli;

import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;

/** The way of a command to the registry: connected for it, closed after it. */
record Pool(Supplier<Settings> environment) {

    /** Does what a command is for, and returns its exit code. */
    int with(ToIntBiFunction<ServerRegistry, Settings> command) {
        return withRedis((redis, settings) -> command.applyAsInt(new ServerRegistry(redis), settings));
    }

    /** The same for a command that needs more than the servers. */
    int withRedis(ToIntBiFunction<RedisStore, Settings> command) {
        Settings settings = environment.get();
        try (RedisStore redis = RedisStore.connect(RedisConfig.of(settings))) {
            return command.applyAsInt(redis, settings);
        }
    }
}
