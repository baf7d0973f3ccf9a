package org.scalelite.common.redis;

import java.net.URI;
import java.time.Duration;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Where Redis is.
 *
 * @param timeout how long a command may take
 * @param connectRetries how often the first connection is tried again
 */
public record RedisConfig(URI url, String namespace, Duration timeout, int connectRetries) {

    /** From the environment. */
    public static RedisConfig of(Settings settings) {
        return new RedisConfig(
                settings.get(Variables.REDIS_URL),
                settings.get(Variables.REDIS_NAMESPACE),
                settings.get(Variables.REDIS_TIMEOUT),
                settings.get(Variables.DB_CONNECTION_RETRY_COUNT));
    }

    /** The same, for whoever does not wait for a Redis that is away. */
    public RedisConfig once() {
        return new RedisConfig(url, namespace, timeout, 0);
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
