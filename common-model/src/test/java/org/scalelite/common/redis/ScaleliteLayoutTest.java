package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantDirectory;
import org.scalelite.common.testing.TestRegistry;

/**
 * The contract with Scalelite (specification, section 3): what it would have written is read, and what we write is what
 * it would read. The keys stand here as texts, not taken from {@link RedisNamespace}.
 */
class ScaleliteLayoutTest {
    private static final String ID = "6cf5d4bb-1bf8-4a3c-ae0e-000000000001";
    private static final URI URL = URI.create("https://bbb1.example.org/bigbluebutton/api");
    private static final MeetingKey ROOM = new MeetingKey(Optional.empty(), "room-1");

    private final TestRegistry registry = new TestRegistry();
    private final RedisCommands<String, String> redis = registry.redis().commands();
    private final String namespace = registry.environment().getOrDefault("REDIS_NAMESPACE", "");

    @AfterEach
    void stop() {
        registry.close();
    }

    private String key(String name) {
        return namespace + ":" + name;
    }

    private static PlacementRequest request() {
        return new PlacementRequest(
                "mp", 15, TagRequirement.none(), List.of("123456789"), Optional.empty(), Duration.ofDays(1));
    }

    private void scaleliteServer(Map<String, String> more) {
        redis.sadd(key("servers"), ID);
        redis.hset(key("server:" + ID), Map.of("url", URL.toString(), "secret", "s"));
        redis.hset(key("server:" + ID), more);
    }

    @Test
    void readsAServerOfScalelite() {
        scaleliteServer(Map.of(
                "state", "enabled",
                "online", "true",
                "tag", "gpu",
                "load_multiplier", "1.5",
                "meetings", "3",
                "users", "40",
                "largest_meeting", "25",
                "videos", "7",
                "bbb_version", "3.0.4"));
        redis.sadd(key("server_enabled"), ID);
        redis.zadd(key("server_load"), 60, ID);
        redis.hset(key(ID), Map.of("healthy_counter", "1", "unhealthy_counter", "0"));
        Server server = registry.servers().all().getFirst();
        assertThat(server.id()).isEqualTo(new ServerId(ID));
        assertThat(server.url()).isEqualTo(URL);
        assertThat(server.tag()).contains("gpu");
        assertThat(server.state()).isEqualTo(Server.State.ENABLED);
        assertThat(server.online()).isTrue();
        assertThat(server.loadMultiplier()).isEqualTo(1.5);
        assertThat(server.load()).hasValue(60);
        assertThat(server.statistics()).isEqualTo(new Server.Statistics(3, 40, 25, 7, Optional.of("3.0.4")));
        assertThat(server.health()).isEqualTo(new Server.PollCounters(1, 0));
    }

    @Test
    void readsTheStateOfAnOldServerFromTheSet() {
        scaleliteServer(Map.of("load_multiplier", "1.0"));
        assertThat(registry.servers().all().getFirst().state()).isEqualTo(Server.State.DISABLED);
        redis.sadd(key("server_enabled"), ID);
        assertThat(registry.servers().all().getFirst().state()).isEqualTo(Server.State.ENABLED);
        redis.hset(key("server:" + ID), "online", "true");
        redis.zadd(key("server_load"), 1, ID);
        assertThat(registry.meetings().assign(ROOM, request())).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void ignoresAServerWithoutUrl() {
        redis.sadd(key("servers"), "broken", ID);
        redis.hset(key("server:" + ID), Map.of("url", URL.toString(), "secret", "s", "state", "enabled"));
        redis.zadd(key("server_load"), 0, "broken");
        assertThat(registry.servers().all()).hasSize(1);
        assertThat(registry.meetings().assign(ROOM, request())).isInstanceOf(Assignment.NoServer.class);
    }

    @Test
    void addsAServerAsScalelite() {
        registry.servers().add(new ServerId(ID), URL, "s", 2.5, Optional.of("gpu"));
        assertThat(redis.smembers(key("servers"))).containsExactly(ID);
        assertThat(redis.hgetall(key("server:" + ID)))
                .isEqualTo(Map.of(
                        "url", URL.toString(),
                        "secret", "s",
                        "load_multiplier", "2.5",
                        "tag", "gpu",
                        "state", "disabled",
                        "online", "false"));
        assertThat(redis.smembers(key("server_enabled"))).isEmpty();
        assertThat(registry.servers().add(new ServerId("other"), URL, "s", 1, Optional.empty()))
                .isEqualTo(new ServerRegistry.Addition.Exists(new ServerId(ID)));
    }

    @Test
    void changesAStateAsScalelite() {
        ServerId id = new ServerId(ID);
        registry.servers().add(id, URL, "s", 1, Optional.empty());
        assertThat(registry.servers().changeState(id, Server.State.ENABLED)).isTrue();
        assertThat(redis.smembers(key("server_enabled"))).containsExactly(ID);
        assertThat(redis.zscore(key("server_load"), ID)).as("not before a poll").isNull();
        registry.poll(id, 7);
        assertThat(redis.zscore(key("server_load"), ID)).isEqualTo(7);
        assertThat(redis.hget(key("server:" + ID), "online")).isEqualTo("true");

        registry.servers().changeState(id, Server.State.CORDONED);
        assertThat(redis.hget(key("server:" + ID), "state")).isEqualTo("cordoned");
        assertThat(redis.zscore(key("server_load"), ID)).isNull();
        assertThat(redis.zscore(key("cordoned_server_load"), ID)).isEqualTo(7);
        assertThat(redis.smembers(key("server_enabled"))).isEmpty();

        registry.servers().changeState(id, Server.State.DISABLED);
        assertThat(redis.zscore(key("cordoned_server_load"), ID)).isNull();
        assertThat(registry.servers().changeState(new ServerId("none"), Server.State.ENABLED))
                .isFalse();
    }

    @Test
    void removesAllKeysOfAServer() {
        ServerId id = registry.online(URL, "s");
        registry.meetings().assign(ROOM, request());
        registry.servers().remove(id, true);
        redis.del(key("v2:health_probe"));
        assertThat(redis.keys(namespace + ":*"))
                .filteredOn(name -> !name.contains("v2:forgotten:"))
                .as("but who removed it, what was seen, and why it got a meeting")
                .containsExactlyInAnyOrder(
                        key("v2:audit"), key("v2:tallies"), key("v2:explained"), key("v2:placements::room-1"));
    }

    @Test
    void writesPollsAsScalelite() {
        ServerId id = registry.online(URL, "s");
        Server.Statistics found = new Server.Statistics(2, 30, 20, 4, Optional.of("3.0.4"));
        registry.poll(
                id,
                new PollRecord.Good(
                        new HealthState.Healthy(),
                        45,
                        found,
                        MeetingTotals.NONE,
                        registry.servers().now(),
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        List.of()));
        assertThat(redis.hgetall(key("server:" + id)))
                .containsEntry("meetings", "2")
                .containsEntry("users", "30")
                .containsEntry("largest_meeting", "20")
                .containsEntry("videos", "4")
                .containsEntry("bbb_version", "3.0.4")
                .containsEntry("online", "true");
        assertThat(redis.hgetall(key(id.value()))).isEqualTo(Map.of("healthy_counter", "0", "unhealthy_counter", "0"));
        assertThat(redis.zscore(key("server_load"), id.value())).isEqualTo(45);

        registry.offline(id);
        assertThat(redis.zscore(key("server_load"), id.value())).isNull();
        assertThat(redis.hgetall(key("server:" + id)))
                .containsEntry("meetings", "0")
                .containsEntry("users", "0")
                .containsEntry("online", "false");
    }

    @Test
    void writesAMeetingAsScalelite() {
        ServerId id = registry.online(URL, "s");
        registry.meetings().assign(ROOM, request());
        assertThat(redis.smembers(key("meetings"))).containsExactly("room-1");
        assertThat(redis.hgetall(key("meeting:room-1")))
                .isEqualTo(Map.of("server_id", id.value(), "moderator_pw", "mp", "voice_bridge", "123456789"));
        assertThat(redis.ttl(key("meeting:room-1"))).isBetween(86_300L, 86_400L);
        assertThat(redis.hgetall(key("voice_bridges"))).isEqualTo(Map.of("123456789", "room-1"));
    }

    @Test
    void writesTheTenantOfAMeeting() {
        registry.online(URL, "s");
        registry.meetings().assign(new MeetingKey(Optional.of("t-1"), "room-1"), request());
        assertThat(redis.hget(key("meeting:room-1"), "tenant_id")).isEqualTo("t-1");
        assertThat(registry.meetings().find(ROOM)).isEmpty();
    }

    @Test
    void findsAMeetingOfScalelite() {
        scaleliteServer(Map.of("state", "cordoned", "online", "true"));
        redis.sadd(key("meetings"), "room-1", "room-2");
        redis.hset(
                key("meeting:room-1"),
                Map.of("server_id", ID, "moderator_pw", "mp", "voice_bridge", "55555", "tenant_id", ""));
        redis.hset(key("meeting:room-2"), Map.of("server_id", ID, "tenant_id", "t-1"));
        MeetingLocation location = registry.meetings().find(ROOM).orElseThrow();
        assertThat(location.server()).isEqualTo(new ServerId(ID));
        assertThat(location.moderatorPassword()).isEqualTo("mp");
        assertThat(location.voiceBridge()).isEqualTo("55555");
        assertThat(location.serverState()).isEqualTo(Server.State.CORDONED);
        assertThat(registry.meetings().find(new MeetingKey(Optional.of("t-1"), "room-2")))
                .isPresent();
        assertThat(registry.meetings().find(new MeetingKey(Optional.of("t-2"), "room-2")))
                .isEmpty();
        assertThat(registry.meetings().all()).hasSize(2);
        assertThat(registry.meetings().forget(ROOM, ForgetCondition.on(new ServerId(ID))))
                .isTrue();
        assertThat(redis.smembers(key("meetings"))).containsExactly("room-2");
    }

    @Test
    void readsATenantOfScalelite() {
        redis.sadd(key("tenants"), "t-1");
        redis.hset(key("tenant:t-1"), Map.of("name", "school", "secrets", "one:two"));
        redis.hset(key("tenant_name:school"), "id", "t-1");
        redis.sadd(key("tenant_settings:t-1"), "s-1");
        redis.hset(
                key("tenant_setting:s-1"),
                Map.of("param", "welcome", "value", "Hi", "override", "true", "tenant_id", "t-1"));
        TenantDirectory tenants = new TenantDirectory(registry.redis());
        Tenant tenant = tenants.named("school").orElseThrow();
        assertThat(tenant.id()).isEqualTo("t-1");
        assertThat(tenant.secrets().signer(ChecksumAlgorithm.SHA1, "x", ChecksumAlgorithm.SHA1.hex("xtwo")))
                .isPresent();
        assertThat(tenant.overrides()).isEqualTo(Map.of("welcome", "Hi"));
        assertThat(tenants.named("nobody")).isEmpty();
    }

    @Test
    void ignoresATenantWithoutSecret() {
        redis.hset(key("tenant:t-1"), Map.of("name", "school", "secrets", " : "));
        redis.hset(key("tenant_name:school"), "id", "t-1");
        assertThat(new TenantDirectory(registry.redis()).named("school")).isEmpty();
    }

    @Test
    void ownKeysStartWithV2() {
        ServerId id = registry.online(URL, "s");
        registry.meetings().assign(ROOM, request());
        registry.meetings().assign(new MeetingKey(Optional.of("t-1"), "room-1"), request());
        List<String> known = List.of(
                "servers",
                "server:" + id,
                "server_enabled",
                "server_load",
                id.value(),
                "meetings",
                "meeting:room-1",
                "voice_bridges");
        assertThat(redis.keys(namespace + ":*"))
                .map(name -> name.substring(namespace.length() + 1))
                .allMatch(name -> known.contains(name) || name.startsWith("v2:"));
    }
}
