package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micronaut.context.exceptions.BeanCreationException;
import java.time.Duration;
import java.util.function.Supplier;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.redis.OpenChannels.Backoff;
import org.scalelite.common.tls.TlsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first connection of a process: tried again with growing pauses, unless that cannot help. */
record FirstConnection(RedisConfig config, RedisClient client, RedisURI uri) {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * Connects.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    StatefulRedisConnection<String, String> open(Supplier<StatefulRedisConnection<String, String>> connect) {
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int retry = 1; ; retry++) {
            try {
                return connect.get();
            } catch (RedisException | BeanCreationException e) {
                Failure failure = failure(e);
                if (failure.lasting() || retry > config.connectRetries()) {
                    throw new ConfigurationException("%s %s: %s".formatted(config, failure.what(), failure.cure()));
                }
                Duration pause = pauses.createDelay(retry);
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

    private Failure failure(RuntimeException cause) {
        return SentinelProblem.ofAll(client, uri)
                .map(problem ->
                        new Failure("is not found (%s)".formatted(problem.what()), problem.cure(), problem.lasting()))
                .orElseGet(() -> failureOfRedis(cause));
    }

    private static Failure failureOfRedis(RuntimeException cause) {
        return RedisRefusal.isAuthenticationError(cause)
                ? new Failure(RedisRefusal.refusal(cause), RedisRefusal.cure(cause), true)
                : new Failure(
                        "does not answer (%s)".formatted(RedisRefusal.rootMessage(cause)),
                        TlsFailure.advice(cause).orElse("check REDIS_URL and that Redis runs"),
                        false);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for Redis");
        }
    }
}
