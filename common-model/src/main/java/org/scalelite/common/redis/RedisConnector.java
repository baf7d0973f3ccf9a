package org.scalelite.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.logging.Causes;
import org.scalelite.common.tls.TlsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections to Redis. Where there are Sentinels, they are asked each time which Redis is the primary, in the order
 * of the address.
 */
final class RedisConnector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI uri;
    private final RemoteAddress remote = new RemoteAddress();
    private final RedisSubscription subscription;

    RedisConnector(RedisConfig config) {
        uri = uri(config);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                // RedisConnectionMonitor does, sooner than the library, and also where the network reports nothing.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.timeout())
                        .keepAlive(true)
                        .build())
                .build());
        client.addListener(remote);
        subscription = new RedisSubscription(client);
    }

    static RedisURI uri(RedisConfig config) {
        RedisURI uri = RedisURI.create(config.url());
        uri.setTimeout(config.timeout());
        for (RedisURI sentinel : uri.getSentinels()) {
            sentinel.setTimeout(config.timeout());
            sentinel.applySsl(uri);
            config.sentinelPassword()
                    .ifPresent(password -> sentinel.setCredentialsProvider(
                            new StaticCredentialsProvider(null, password.toCharArray())));
        }
        return uri;
    }

    /**
     * The first connection, tried again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    StatefulRedisConnection<String, String> connectFirst(RedisConfig config) {
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int retry = 0; ; retry++) {
            try {
                return connect();
            } catch (RedisException e) {
                Failure failure = failure(e);
                if (failure.lasting() || retry >= config.connectRetries()) {
                    throw new ConfigurationException("%s %s: %s".formatted(config, failure.what(), failure.cure()));
                }
                Duration pause = pauses.next();
                LOG.warn("{} {}, trying again in {} ms", config, failure.what(), pause.toMillis());
                sleep(pause);
            }
        }
    }

    /**
     * Why there is no connection.
     *
     * @param lasting whether no repetition helps
     */
    private record Failure(String what, String cure, boolean lasting) {}

    private Failure failure(RedisException cause) {
        return SentinelProblem.ofAll(client, uri)
                .map(problem ->
                        new Failure("is not found (%s)".formatted(problem.what()), problem.cure(), problem.lasting()))
                .orElseGet(() -> failureOfRedis(cause));
    }

    private static Failure failureOfRedis(RedisException cause) {
        return RedisRefusal.isOfLogin(cause)
                ? new Failure(RedisRefusal.refusal(cause), RedisRefusal.cure(cause), true)
                : new Failure(
                        "does not answer (%s)".formatted(rootMessage(cause)),
                        TlsFailure.advice(cause).orElse("check REDIS_URL and that Redis runs"),
                        false);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for Redis");
        }
    }

    static String rootMessage(Throwable failure) {
        return String.valueOf(rootCause(failure).getMessage());
    }

    static Throwable rootCause(Throwable failure) {
        return Causes.root(failure);
    }

    /** A connection for commands. The one for what is published follows it. */
    StatefulRedisConnection<String, String> connect() {
        StatefulRedisConnection<String, String> made = client.connect();
        subscription.outdate();
        return made;
    }

    /** What is published. */
    RedisSubscription subscription() {
        return subscription;
    }

    /** Where the latest connection for commands leads. */
    String where() {
        return remote.latest().map(SocketAddress::toString).orElse("");
    }

    /**
     * Whether the latest connection leads to another Redis than the one that the Sentinels take for the primary. Sentinels
     * that do not answer, or do not know of one, say nothing about it.
     */
    boolean isDemoted() {
        if (uri.getSentinels().isEmpty()) {
            return false;
        }
        try {
            Optional<SocketAddress> connected = remote.latest();
            return connected.isPresent()
                    && primary()
                            .filter(address -> !addresses(address).contains(connected.get()))
                            .isPresent();
        } catch (RedisException e) {
            LOG.debug("No Sentinel answers", e);
            return false;
        }
    }

    /** Empty if the Sentinel that answers does not know the name, such as a new one. */
    private Optional<InetSocketAddress> primary() {
        try (StatefulRedisSentinelConnection<String, String> sentinel = client.connectSentinel()) {
            return Optional.ofNullable(
                    (InetSocketAddress) sentinel.sync().getMasterAddrByName(uri.getSentinelMasterId()));
        }
    }

    /** A name may have several. */
    private static List<InetSocketAddress> addresses(InetSocketAddress primary) {
        try {
            return List.of(InetAddress.getAllByName(primary.getHostString())).stream()
                    .map(address -> new InetSocketAddress(address, primary.getPort()))
                    .toList();
        } catch (UnknownHostException _) {
            return List.of(primary);
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, GOODBYE);
    }
}
