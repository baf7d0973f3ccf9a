package org.scalelite.api.dialin;

import java.net.URI;
import java.util.Map;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;

/** Meetings with a PIN, in Redis. */
final class SwitchMeetings {
    private static final double BUSY = 1_000;

    private final TestRegistry registry;
    private final RedisKeys keys;

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
        redis.sadd(keys.meetings(), meetingId);
        redis.hset(keys.meeting(meetingId), Map.of("server_id", server.value(), "voice_bridge", pin));
        redis.hset(keys.voiceBridges(), pin, meetingId);
    }

    /** A tenant-scoped meeting. */
    void addTenantScoped(String tenant, String meetingId, String pin, ServerId server) {
        var redis = registry.redis().commands();
        redis.sadd(keys.tenantScopedMeetings(), tenant + ":" + meetingId);
        redis.hset(
                keys.tenantScopedMeeting(tenant, meetingId),
                Map.of("server_id", server.value(), "voice_bridge", pin, "tenant_id", tenant));
        redis.hset(keys.voiceBridges(), pin, tenant + ":" + meetingId);
    }
}
