package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Sentinels of an address say.
 *
 * @param views one for each Sentinel that the address names
 * @param replicasToWrite how many replicas the primary wants to have before it takes a write; empty if it does not tell
 */
public record SentinelVitals(List<View> views, Optional<Integer> replicasToWrite) {

    /** One Sentinel, and what it says of the primary; empty where it does not answer. */
    public record View(String sentinel, Optional<Answer> answer, String problem) {}

    /**
     * An answer.
     *
     * @param primary host and port
     * @param sentinels that it knows, with itself
     * @param replicas that could take over
     */
    public record Answer(String primary, int sentinels, long replicas) {}

    public SentinelVitals {
        views = List.copyOf(views);
    }

    /**
     * Asks all of them.
     *
     * @param redis the primary
     * @throws RedisAwayException if that does not answer
     */
    public static SentinelVitals read(RedisConfig config, RedisStore redis) {
        RedisURI uri = RedisConnector.uri(config);
        RedisClient client = RedisClient.create();
        try {
            List<View> views = new ArrayList<>();
            for (RedisURI sentinel : uri.getSentinels()) {
                views.add(view(client, sentinel, uri.getSentinelMasterId()));
            }
            return new SentinelVitals(views, replicasToWrite(redis));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static View view(RedisClient client, RedisURI sentinel, String name) {
        String address = sentinel.getHost() + ":" + sentinel.getPort();
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(sentinel)) {
            Map<String, String> primary = connection.sync().master(name);
            long replicas = connection.sync().replicas(name).stream()
                    .filter(replica -> "slave".equals(replica.get("flags")))
                    .filter(replica -> "ok".equals(replica.get("master-link-status")))
                    .count();
            Answer answer = new Answer(
                    primary.get("ip") + ":" + primary.get("port"),
                    Integer.parseInt(primary.getOrDefault("num-other-sentinels", "0")) + 1,
                    replicas);
            return new View(address, Optional.of(answer), "");
        } catch (RedisException e) {
            return new View(address, Optional.empty(), RedisConnector.rootMessage(e));
        }
    }

    private static Optional<Integer> replicasToWrite(RedisStore redis) {
        String field = "min-replicas-to-write";
        try {
            return Optional.ofNullable(
                            redis.call(commands -> commands.configGet(field)).get(field))
                    .map(Integer::valueOf);
        } catch (RedisCommandExecutionException _) {
            // Some providers forbid the command.
            return Optional.empty();
        }
    }
}
