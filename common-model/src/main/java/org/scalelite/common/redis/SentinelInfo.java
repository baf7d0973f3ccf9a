package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the Sentinels of an address report.
 *
 * @param views one for each Sentinel that the address names
 * @param replicasToWrite how many replicas the primary wants to have before it takes a write; empty if it does not tell
 */
public record SentinelInfo(List<View> views, Optional<Integer> replicasToWrite) {

    /** One Sentinel, and what it reports of the primary, or why it does not. */
    public record View(String sentinel, Optional<Answer> answer, Optional<SentinelProblem> problem) {}

    /**
     * An answer.
     *
     * @param primary host and port
     * @param sentinels that it knows, with itself
     * @param replicas that could take over
     * @param missing host and port of replicas that it knows and that do not follow the primary
     */
    public record Answer(String primary, int sentinels, long replicas, List<String> missing) {
        public Answer {
            missing = List.copyOf(missing);
        }
    }

    public SentinelInfo {
        views = List.copyOf(views);
    }

    /**
     * Asks all of them.
     *
     * @param redis the primary
     * @throws RedisUnavailableException if that does not answer
     */
    public static SentinelInfo read(RedisConfig config, RedisStore redis) {
        RedisURI uri = config.uri();
        RedisClient client = RedisClient.create();
        try {
            List<View> views = new ArrayList<>();
            for (RedisURI sentinel : uri.getSentinels()) {
                views.add(view(client, uri, sentinel));
            }
            return new SentinelInfo(views, replicasToWrite(redis));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static View view(RedisClient client, RedisURI redis, RedisURI sentinel) {
        String address = SentinelProblem.address(sentinel);
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(sentinel)) {
            Answer answer = answer(connection.sync(), redis.getSentinelMasterId());
            return new View(address, Optional.of(answer), Optional.empty());
        } catch (RedisException e) {
            return new View(address, Optional.empty(), Optional.of(SentinelProblem.of(client, redis, sentinel, e)));
        }
    }

    private static Answer answer(RedisSentinelCommands<String, String> sentinel, String name) {
        Map<String, String> primary = sentinel.master(name);
        Map<Boolean, List<String>> replicas = sentinel.replicas(name).stream()
                .collect(Collectors.partitioningBy(
                        SentinelInfo::follows, Collectors.mapping(SentinelInfo::address, Collectors.toList())));
        return new Answer(
                address(primary),
                Integer.parseInt(primary.getOrDefault("num-other-sentinels", "0")) + 1,
                replicas.getOrDefault(true, List.of()).size(),
                replicas.getOrDefault(false, List.of()));
    }

    private static boolean follows(Map<String, String> replica) {
        return "slave".equals(replica.get("flags")) && "ok".equals(replica.get("master-link-status"));
    }

    private static String address(Map<String, String> server) {
        return server.get("ip") + ":" + server.get("port");
    }

    private static Optional<Integer> replicasToWrite(RedisStore redis) {
        return RedisInfo.setting(redis, "min-replicas-to-write").map(Integer::valueOf);
    }
}
