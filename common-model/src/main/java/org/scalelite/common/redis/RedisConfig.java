package org.scalelite.common.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Where Redis is.
 *
 * @param sentinelPassword what the Sentinels ask for; the password in the address is that of Redis itself
 * @param timeout how long a command may take
 * @param connectRetries how often the first connection is tried again
 */
public record RedisConfig(
        URI url, Optional<String> sentinelPassword, String namespace, Duration timeout, int connectRetries) {
    /** The schemes of an address that names Sentinels, without and with TLS to them and to Redis. */
    private static final Set<String> SENTINEL = Set.of("redis-sentinel", "rediss-sentinel");

    /** From the environment. */
    public static RedisConfig of(Settings settings) {
        return new RedisConfig(
                settings.get(Variables.REDIS_URL),
                settings.get(Variables.REDIS_SENTINEL_PASSWORD),
                settings.get(Variables.REDIS_NAMESPACE),
                settings.get(Variables.REDIS_TIMEOUT),
                settings.get(Variables.DB_CONNECTION_RETRY_COUNT));
    }

    /** The same, for whoever does not wait for a Redis that is unavailable. */
    public RedisConfig once() {
        return new RedisConfig(url, sentinelPassword, namespace, timeout, 0);
    }

    /** Whether Sentinels say which Redis is the primary. */
    public boolean hasSentinels() {
        return SENTINEL.contains(url.getScheme());
    }

    /** The address without user and password. */
    public String displayAddress() {
        String authority = url.getRawAuthority();
        return url.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "Redis at " + displayAddress();
    }
}
