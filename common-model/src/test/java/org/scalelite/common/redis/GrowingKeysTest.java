package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;

/** Keys that grow with the number of meetings are read in pages: this user of Redis may read only small keys as a whole. */
class GrowingKeysTest {
    private static final int MEETINGS = 1_200;
    private static final String PASSWORD = "may-scan";

    private final TestRegistry registry = new TestRegistry();
    private final String user = "scans-" + UUID.randomUUID();

    @BeforeEach
    void plant() {
        acl(
                "SETUSER",
                user,
                "on",
                ">" + PASSWORD,
                "~*",
                "&*",
                "+@all",
                "-smembers",
                "-hgetall",
                "-hvals",
                "-zrange",
                "(+smembers ~*:servers ~*:server_enabled)",
                "(+hgetall ~*:v2:splits)",
                "(+zrange ~*server_load)");
        ServerId server = registry.online(URI.create("http://bbb/api"), "s");
        RedisNamespace keys = registry.redis().keys();
        RedisCommands<String, String> redis = registry.redis().commands();
        for (int i = 0; i < MEETINGS; i++) {
            String id = "m" + i;
            redis.hset(keys.of(RedisKey.MEETING, id), Map.of("server_id", server.value(), "voice_bridge", "7" + i));
            redis.sadd(keys.of(RedisKey.MEETINGS), id);
            redis.hset(keys.of(RedisKey.VOICE_BRIDGES), "7" + i, id);
            redis.zadd(keys.of(RedisKey.ASSIGNMENTS), 1 + i, "meeting:" + id);
        }
        redis.hset(
                keys.of(RedisKey.TENANT_MEETING, "t1" + ":" + "m0"),
                Map.of("server_id", server.value(), "tenant_id", "t1"));
        redis.sadd(keys.of(RedisKey.TENANT_MEETINGS), "t1:m0", "no colon");
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), "99", "nobody");
    }

    @AfterEach
    void close() {
        registry.redis().commands().aclDeluser(user);
        registry.close();
    }

    private void acl(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        List.of(words).forEach(arguments::add);
        registry.redis().commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    private RedisStore ofUser() {
        Map<String, String> environment = new HashMap<>(registry.environment());
        URI url = URI.create(environment.getOrDefault("REDIS_URL", ""));
        environment.put(
                "REDIS_URL",
                "redis://%s:%s@%s:%d%s".formatted(user, PASSWORD, url.getHost(), url.getPort(), url.getPath()));
        return RedisStore.connect(RedisConfig.of(Settings.of(environment)));
    }

    @Test
    void meetingsAndFaultsAreReadInPages() {
        try (RedisStore redis = ofUser()) {
            List<KnownMeeting> meetings = new MeetingDirectory(redis).all();
            assertThat(meetings).hasSize(MEETINGS + 1).doesNotHaveDuplicates();
            assertThat(meetings)
                    .filteredOn(meeting -> meeting.record().equals("meeting:m7"))
                    .allMatch(meeting -> meeting.assignedAt().toEpochMilli() == 8);
            List<RegistryFault> faults = new RegistryRepair(redis, new Actor("test")).serverAndMeetingFaults();
            assertThat(faults).extracting(RegistryFault::subject).containsExactlyInAnyOrder("99", "no colon");
        }
    }
}
