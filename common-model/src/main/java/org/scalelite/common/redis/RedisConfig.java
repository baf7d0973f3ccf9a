package org.scalelite.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Where Redis is.
 *
 * @param sentinelPassword of the Sentinels; the password in the address is that of Redis itself
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

    /** The same, for a caller that does not wait for a Redis that is unavailable. */
    public RedisConfig withoutRetries() {
        return new RedisConfig(url, sentinelPassword, namespace, timeout, 0);
    }

    /** The address for the driver. */
    RedisURI uri() {
        RedisURI uri = RedisURI.create(url);
        complete(uri);
        return uri;
    }

    /** Adds what the address in {@code REDIS_URL} cannot hold. */
    void complete(RedisURI uri) {
        uri.setTimeout(timeout);
        for (RedisURI sentinel : uri.getSentinels()) {
            sentinel.setTimeout(timeout);
            sentinel.applySsl(uri);
            sentinelPassword.ifPresent(password ->
                    sentinel.setCredentialsProvider(new StaticCredentialsProvider(null, password.toCharArray())));
        }
    }

    ClientOptions clientOptions() {
        return ClientOptions.builder()
                // What is in flight then fails: it may have been done, so it must not be sent again.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build())
                .build();
    }

    /** Whether Sentinels tell which Redis is the primary. */
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
