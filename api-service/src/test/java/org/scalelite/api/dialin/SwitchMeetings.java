package org.scalelite.api.dialin;

import java.net.URI;
import java.util.Map;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;

/** Meetings with a PIN, in Redis. */
final class SwitchMeetings {
    private static final double BUSY = 1_000;

    private final TestRegistry registry;
    private final RedisNamespace keys;

    SwitchMeetings(TestRegistry registry) {
        this.registry = registry;
        this.keys = registry.redis().keys();
    }

    /** A server that is enabled and online, with a load that prevents creates. */
    ServerId server(String host) {
        ServerId id = registry.online(URI.create("https://" + host + "/bigbluebutton/api"), "s");
        registry.poll(id, BUSY);
        return id;
    }

    void add(String meetingId, String pin, ServerId server) {
        var redis = registry.redis().commands();
        redis.sadd(keys.of(RedisKey.MEETINGS), meetingId);
        redis.hset(keys.of(RedisKey.MEETING, meetingId), Map.of("server_id", server.value(), "voice_bridge", pin));
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), pin, meetingId);
    }

    /** A tenant-scoped meeting. */
    void addTenantScoped(String tenant, String meetingId, String pin, ServerId server) {
        var redis = registry.redis().commands();
        redis.sadd(keys.of(RedisKey.TENANT_MEETINGS), tenant + ":" + meetingId);
        redis.hset(
                keys.of(RedisKey.TENANT_MEETING, tenant + ":" + meetingId),
                Map.of("server_id", server.value(), "voice_bridge", pin, "tenant_id", tenant));
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), pin, tenant + ":" + meetingId);
    }
}
