package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.logging.Causes;
import org.scalelite.common.tls.TlsFailure;

/**
 * Why a Sentinel leads to no primary.
 *
 * @param what the problem: it follows the address in a sentence
 * @param cure what to change
 * @param lasting whether no repetition helps
 */
public record SentinelProblem(String what, String cure, boolean lasting) {
    private static final String UNKNOWN_COMMAND = "ERR unknown command";
    private static final int ATTEMPTS = 3;
    private static final String OTHER_MODE = "redis_mode:standalone";

    /**
     * Asks a Sentinel.
     *
     * @param redis the whole address: the name of the primary, and the credentials of Redis itself
     * @return empty if it knows the primary
     */
    static Optional<SentinelProblem> of(RedisClient client, RedisURI redis, RedisURI sentinel) {
        for (int left = ATTEMPTS; ; left--) {
            try {
                return ask(client, redis.getSentinelMasterId(), sentinel);
            } catch (RedisException e) {
                if (left == 1 || !hasNoCause(e)) {
                    return Optional.of(of(client, redis, sentinel, e));
                }
            }
        }
    }

    private static Optional<SentinelProblem> ask(RedisClient client, String name, RedisURI sentinel) {
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(sentinel)) {
            return connection.sync().getMasterAddrByName(name) == null
                    ? Optional.of(unknownName(name, names(connection)))
                    : Optional.empty();
        }
    }

    /** Lettuce loses the error of a server that closes the connection before the handshake is awaited. */
    private static boolean hasNoCause(RedisException failure) {
        return Causes.root(failure) instanceof IllegalStateException;
    }

    /** Why a Sentinel failed that was asked for something. */
    static SentinelProblem of(RedisClient client, RedisURI redis, RedisURI sentinel, RedisException failure) {
        boolean refused = RedisRefusal.isAuthenticationError(failure);
        if (isUnknownCommand(failure) || (refused && isRedis(client, redis, sentinel))) {
            return new SentinelProblem(
                    "is a Redis and no Sentinel",
                    "give the port of the Sentinel in REDIS_URL, 26379 unless its configuration says another",
                    true);
        }
        if (isUnknownName(failure)) {
            return unknownName(redis.getSentinelMasterId(), List.of());
        }
        return refused
                ? new SentinelProblem(
                        "refuses the login (%s)".formatted(RedisRefusal.rootMessage(failure)),
                        "give the password of the Sentinels (their requirepass) in REDIS_SENTINEL_PASSWORD",
                        true)
                : new SentinelProblem(
                        "does not answer: " + RedisRefusal.rootMessage(failure),
                        TlsFailure.advice(failure).orElse("start it, or take it out of REDIS_URL"),
                        false);
    }

    private static SentinelProblem unknownName(String name, List<String> known) {
        return new SentinelProblem(
                "knows no primary named %s%s"
                        .formatted(name, known.isEmpty() ? "" : ", but " + String.join(", ", known)),
                "give the name of its line 'sentinel monitor' behind the # of REDIS_URL",
                false);
    }

    private static List<String> names(StatefulRedisSentinelConnection<String, String> connection) {
        return connection.sync().masters().stream()
                .map(primary -> primary.getOrDefault("name", "?"))
                .sorted()
                .toList();
    }

    private static boolean isUnknownCommand(RedisException failure) {
        return message(failure).startsWith(UNKNOWN_COMMAND);
    }

    private static boolean isUnknownName(RedisException failure) {
        return message(failure).startsWith("ERR No such master");
    }

    private static String message(RedisException failure) {
        return failure instanceof RedisCommandExecutionException ? String.valueOf(failure.getMessage()) : "";
    }

    /** Whether the credentials of Redis open it, and it is no Sentinel. */
    private static boolean isRedis(RedisClient client, RedisURI redis, RedisURI sentinel) {
        RedisURI direct = RedisURI.builder()
                .withHost(sentinel.getHost())
                .withPort(sentinel.getPort())
                .withTimeout(sentinel.getTimeout())
                .withAuthentication(redis)
                .build();
        direct.applySsl(redis);
        try (StatefulRedisConnection<String, String> connection = client.connect(direct)) {
            return connection.sync().info("server").contains(OTHER_MODE);
        } catch (RedisException _) {
            return false;
        }
    }

    /** The problems of all Sentinels of an address, in one line; empty if one knows the primary, or there are none. */
    static Optional<SentinelProblem> ofAll(RedisClient client, RedisURI redis) {
        List<Asked> asked = redis.getSentinels().stream()
                .map(sentinel -> new Asked(address(sentinel), of(client, redis, sentinel)))
                .toList();
        if (asked.isEmpty() || asked.stream().anyMatch(one -> one.problem().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new SentinelProblem(
                asked.stream().map(Asked::what).collect(Collectors.joining("; ")),
                asked.stream().flatMap(Asked::cure).distinct().collect(Collectors.joining("; ")),
                asked.stream().allMatch(Asked::lasting)));
    }

    static String address(RedisURI sentinel) {
        return sentinel.getHost() + ":" + sentinel.getPort();
    }

    private record Asked(String sentinel, Optional<SentinelProblem> problem) {
        String what() {
            return problem.map(it -> "Sentinel %s %s".formatted(sentinel, it.what()))
                    .orElse("");
        }

        Stream<String> cure() {
            return problem.map(SentinelProblem::cure).stream();
        }

        boolean lasting() {
            return problem.map(SentinelProblem::lasting).orElse(false);
        }
    }
}
