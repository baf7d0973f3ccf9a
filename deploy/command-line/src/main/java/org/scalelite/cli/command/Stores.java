package org.scalelite.cli.command;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantRegistry;

/** What a command on the registry works on; the audit log names the operator for what it changes. */
public final class Stores implements AutoCloseable {
    private final Settings settings;
    private final Actor actor;
    private final RedisStore redis;
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private @Nullable BbbClient bbb;

    private Stores(Settings settings, Actor actor, RedisStore redis) {
        this.settings = settings;
        this.actor = actor;
        this.redis = redis;
        this.servers = new ServerRegistry(redis).by(actor);
        this.meetings = new MeetingDirectory(redis);
    }

    /**
     * Connects to Redis.
     *
     * @throws org.scalelite.common.config.ConfigurationException if it does not answer
     */
    static Stores connect(Settings settings, Actor actor) {
        return new Stores(settings, actor, RedisStore.connect(RedisConfig.of(settings)));
    }

    public Settings settings() {
        return settings;
    }

    public ServerRegistry servers() {
        return servers;
    }

    public MeetingDirectory meetings() {
        return meetings;
    }

    public TenantRegistry tenants() {
        return new TenantRegistry(redis, actor);
    }

    public AuditLog audit() {
        return new AuditLog(redis);
    }

    public ServerEvents events() {
        return new ServerEvents(redis);
    }

    /** The client of the BBB servers, made for the commands that need it. */
    public BbbClient bbb() {
        if (bbb == null) {
            bbb = new BbbClient(BbbClientConfig.of(settings));
        }
        return bbb;
    }

    public MeetingEnd meetingEnd() {
        return new MeetingEnd(meetings, bbb());
    }

    public ServerPanic serverPanic() {
        return new ServerPanic(servers, meetings, bbb());
    }

    /** How many meetings each server has; one that is missing has none. */
    public Map<ServerId, Long> meetingCounts() {
        return meetings.all().stream().collect(Collectors.groupingBy(KnownMeeting::server, Collectors.counting()));
    }

    /** Writes to the audit log what the operator did besides changing the registry. */
    public void enter(String action, String subject, Map<String, String> before, Map<String, String> after) {
        audit().write(actor, action, subject, before, after);
    }

    @Override
    public void close() {
        if (bbb != null) {
            bbb.close();
        }
        redis.close();
    }
}
