package org.scalelite.cli.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.LogLevels;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.placement.LoadWeights;
import org.scalelite.common.placement.PlacementLog;
import org.scalelite.common.placement.PlacementTrial;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerDrain;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantRegistry;

/** What a command on the registry works on; the audit log names the operator for what it changes. */
public final class Stores implements AutoCloseable {
    private final Settings settings;
    private final Actor actor;
    private final boolean idsOnly;
    private final RedisStore redis;
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private @Nullable BbbClient bbb;
    private @Nullable Lookup serverNames;
    private @Nullable Lookup tenantNames;

    private Stores(Settings settings, Actor actor, boolean idsOnly, RedisStore redis) {
        this.settings = settings;
        this.actor = actor;
        this.idsOnly = idsOnly;
        this.redis = redis;
        this.servers = new ServerRegistry(redis).by(actor);
        this.meetings = new MeetingDirectory(redis);
    }

    /**
     * Connects to Redis.
     *
     * @throws org.scalelite.common.config.ConfigurationException if it does not answer
     */
    static Stores connect(Settings settings, Actor actor, boolean idsOnly) {
        return new Stores(settings, actor, idsOnly, RedisStore.connect(RedisConfig.of(settings)));
    }

    /**
     * Connects to Redis by one attempt, for a command that has little time.
     *
     * @throws org.scalelite.common.config.ConfigurationException if it does not answer
     */
    static Stores connectOnce(Settings settings, Actor actor) {
        return new Stores(
                settings,
                actor,
                false,
                RedisStore.connect(RedisConfig.of(settings).withoutRetries()));
    }

    public Settings settings() {
        return settings;
    }

    /** Whether Redis takes writes. */
    public boolean takeWrites() {
        return redis.takesWrites();
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

    public LogLevels logLevels() {
        return new LogLevels(redis);
    }

    public PlacementLog placements() {
        return new PlacementLog(redis);
    }

    public PlacementTrial placementTrial() {
        return new PlacementTrial(redis, servers, LoadWeights.of(settings));
    }

    /** Who runs the command, for the audit log. */
    public Actor actor() {
        return actor;
    }

    public ServerEvents events() {
        return new ServerEvents(redis);
    }

    /** The servers by what an operator calls them. */
    public Lookup serverNames() {
        if (serverNames == null) {
            serverNames = idsOnly ? Lookup.IDS_ONLY : Lookup.ofServers(servers.all());
        }
        return serverNames;
    }

    /** The tenants by what an operator calls them. */
    public Lookup tenantNames() {
        if (tenantNames == null) {
            tenantNames = idsOnly ? Lookup.IDS_ONLY : Lookup.ofTenants(tenants().all());
        }
        return tenantNames;
    }

    /**
     * The ids of servers that an operator calls so, without duplicates.
     *
     * @throws org.scalelite.common.admin.InvalidInputException if one of the names may mean several
     */
    public List<ServerId> serverIds(List<String> names) {
        return names.stream().map(this::serverId).distinct().toList();
    }

    /** The id of a server that an operator calls so. */
    public ServerId serverId(String name) {
        return new ServerId(serverNames().id(name));
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

    public ServerDrain drain() {
        return new ServerDrain(servers, settings.get(Variables.POLL_INTERVAL));
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
