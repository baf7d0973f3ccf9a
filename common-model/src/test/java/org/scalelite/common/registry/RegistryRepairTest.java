package org.scalelite.common.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.meeting.VoiceBridges;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.registry.RegistryFault.Kind;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;

/** What is repaired in the registry, and above all what is left alone (the faults one by one: DoctorTest). */
class RegistryRepairTest {
    private static final int ROOMS = 300;

    private final TestRegistry registry = new TestRegistry();
    private final RedisCommands<String, String> redis = registry.redis().commands();
    private final RedisNamespace keys = registry.redis().keys();
    private final RegistryRepair repair = new RegistryRepair(registry.redis(), Actor.SUITE);
    private final ServerId server = registry.online(URI.create("https://bbb1.example.org/bigbluebutton/api"), "secret");

    @AfterEach
    void stop() {
        registry.close();
    }

    private static MeetingKey key(String tenant, String id) {
        return new MeetingKey(Optional.of(tenant).filter(text -> !text.isEmpty()), id);
    }

    private void create(MeetingKey meeting) {
        List<String> bridges = new VoiceBridges("key", 9).candidates(meeting, Optional.empty());
        PlacementRequest request =
                new PlacementRequest("mp", 1, TagRequirement.none(), bridges, Optional.empty(), Duration.ofDays(1));
        assertThat(registry.meetings().assign(meeting, request)).isInstanceOf(Assignment.Created.class);
    }

    private void age(String record) {
        redis.zadd(keys.of(RedisKey.ASSIGNMENTS), 1, record);
    }

    private List<RegistryFault> faults() {
        return Stream.concat(repair.serverAndMeetingFaults().stream(), repair.tenantFaults().stream())
                .toList();
    }

    @Test
    void findsNothingInConsistentRegistry() {
        registry.online(URI.create("https://bbb2.example.org/bigbluebutton/api"), "secret");
        create(key("", "room"));
        create(key("a", "shared"));
        create(key("b", "shared"));
        redis.sadd(keys.of(RedisKey.TENANTS), "a");
        redis.hset(keys.of(RedisKey.TENANT, "a"), Map.of("name", "school", "secrets", "s1:s2"));
        redis.hset(keys.of(RedisKey.TENANT_NAME, "school"), "id", "a");
        redis.sadd(keys.of(RedisKey.TENANT_SETTINGS, "a"), "1");
        redis.hset(keys.of(RedisKey.TENANT_SETTING, "1"), Map.of("param", "record", "value", "true", "tenant_id", "a"));
        assertThat(faults()).isEmpty();
    }

    @Test
    void repairsTenantScopedMeetings() {
        create(key("a", "shared"));
        registry.online(URI.create("https://bbb2.example.org/bigbluebutton/api"), "secret");
        create(key("b", "shared"));
        String record = "v2:meeting:b:shared";
        age(record);
        redis.hset(keys.of(RedisKey.TENANT_MEETING, "b" + ":" + "shared"), "server_id", "gone");
        assertThat(faults()).containsExactly(new RegistryFault(Kind.MEETING_ON_MISSING_SERVER, record));
        assertThat(repair.repair(faults())).hasSize(1);
        assertThat(redis.exists(keys.of(RedisKey.TENANT_MEETING, "b" + ":" + "shared")))
                .isZero();
        assertThat(redis.smembers(keys.of(RedisKey.MEETING_TENANTS, "shared"))).isEmpty();
        assertThat(redis.hvals(keys.of(RedisKey.VOICE_BRIDGES))).containsExactly("shared");
        assertThat(faults()).isEmpty();

        redis.sadd(keys.of(RedisKey.TENANT_MEETINGS), "c:lost");
        assertThat(faults()).containsExactly(new RegistryFault(Kind.TENANT_MEETING_LISTED, "c:lost"));
        repair.repair(faults());
        assertThat(faults()).isEmpty();
    }

    @Test
    void skipsMeetingAssignedInLastMinute() {
        create(key("", "young"));
        redis.hset(keys.of(RedisKey.MEETING, "young"), "server_id", "gone");
        redis.del(keys.of(RedisKey.VOICE_BRIDGES));
        assertThat(faults()).isEmpty();
        RegistryFault suspected = new RegistryFault(Kind.MEETING_ON_MISSING_SERVER, "meeting:young");
        assertThat(repair.repair(List.of(suspected))).isEmpty();
        assertThat(redis.exists(keys.of(RedisKey.MEETING, "young"))).isOne();
        age("meeting:young");
        assertThat(faults())
                .extracting(RegistryFault::kind)
                .containsExactly(Kind.MEETING_ON_MISSING_SERVER, Kind.BRIDGE_UNCLAIMED);
    }

    @Test
    void repairsNothingFromOldFinding() {
        redis.sadd(keys.of(RedisKey.MEETINGS), "room");
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), "123456789", "room");
        List<RegistryFault> old = faults();
        assertThat(old).extracting(RegistryFault::kind).containsExactly(Kind.MEETING_LISTED, Kind.BRIDGE_LEAKED);
        // The meeting comes to life between the look and the repair.
        redis.hset(keys.of(RedisKey.MEETING, "room"), Map.of("server_id", server.value(), "voice_bridge", "123456789"));
        assertThat(repair.repair(old)).isEmpty();
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).containsExactly("room");
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).containsEntry("123456789", "room");
    }

    @Test
    void repairsVoiceBridgeOfMeeting() {
        create(key("", "room"));
        age("meeting:room");
        String bridge = String.valueOf(redis.hget(keys.of(RedisKey.MEETING, "room"), "voice_bridge"));
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), bridge, "dead");
        repair.repair(faults());
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).containsOnly(Map.entry(bridge, "room"));
        assertThat(faults()).isEmpty();
    }

    @Test
    void reportsSharedVoiceBridgeWithoutRepair() {
        create(key("", "room"));
        create(key("", "other"));
        age("meeting:room");
        age("meeting:other");
        String bridge = String.valueOf(redis.hget(keys.of(RedisKey.MEETING, "room"), "voice_bridge"));
        redis.hdel(
                keys.of(RedisKey.VOICE_BRIDGES),
                String.valueOf(redis.hget(keys.of(RedisKey.MEETING, "other"), "voice_bridge")));
        redis.hset(keys.of(RedisKey.MEETING, "other"), "voice_bridge", bridge);
        assertThat(faults()).containsExactly(new RegistryFault(Kind.BRIDGE_SHARED, "meeting:other"));
        assertThat(repair.repair(faults())).isEmpty();
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).containsOnly(Map.entry(bridge, "room"));
    }

    @Test
    void reportsSplitMeetingWithoutRepair() {
        create(key("", "room"));
        redis.hset(keys.of(RedisKey.SPLITS), "meeting:room", "bbb-2");
        RegistryFault split = new RegistryFault(Kind.MEETING_SPLIT, "meeting:room", "bbb-2");
        assertThat(faults()).containsExactly(split);
        assertThat(repair.repair(faults())).isEmpty();
        assertThat(faults()).containsExactly(split);
        redis.del(keys.of(RedisKey.SPLITS));
        assertThat(faults()).isEmpty();
    }

    @Test
    void repairsTenantNameBeforeItRemovesLeftNames() {
        redis.sadd(keys.of(RedisKey.TENANTS), "a");
        redis.hset(keys.of(RedisKey.TENANT, "a"), Map.of("name", "school", "secrets", "s"));
        redis.hset(keys.of(RedisKey.TENANT_NAME, "school"), "id", "gone");
        assertThat(faults())
                .extracting(RegistryFault::kind)
                .containsExactly(Kind.TENANT_NOT_FOUND_BY_NAME, Kind.TENANT_NAME_LEFT);
        repair.repair(faults());
        assertThat(redis.hget(keys.of(RedisKey.TENANT_NAME, "school"), "id")).isEqualTo("a");
        assertThat(faults()).isEmpty();
    }

    @Test
    void repairsNothingDuringCreatesAndEnds() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> mending = threads.submit(() -> {
                int repaired = 0;
                while (!done.get()) {
                    repaired += repair.repair(repair.serverAndMeetingFaults()).size();
                }
                return repaired;
            });
            Future<?> creating = threads.submit(() -> {
                for (int i = 0; i < ROOMS; i++) {
                    create(key("", "kept" + i));
                    create(key("", "ended" + i));
                    // As if they were old: nothing but their record protects them.
                    age("meeting:kept" + i);
                    assertThat(registry.meetings().forget(key("", "ended" + i), ForgetCondition.on(server)))
                            .isTrue();
                }
            });
            creating.get();
            done.set(true);
            assertThat(mending.get()).isZero();
        }
        assertThat(redis.scard(keys.of(RedisKey.MEETINGS))).isEqualTo(ROOMS);
        assertThat(redis.hlen(keys.of(RedisKey.VOICE_BRIDGES))).isEqualTo(ROOMS);
        assertThat(faults()).isEmpty();
    }
}
