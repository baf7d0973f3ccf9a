package org.scalelite.common.redis;

/**
 * Every key in Redis (specification, section 3). What stands first is Scalelite's, byte for byte; keys of our own live
 * below {@code v2:}, so that Scalelite never meets them. The Lua scripts build the same names from {@link #prefix()}.
 */
public final class RedisKeys {
    private final String prefix;

    /** Keys below a namespace; an empty one means no prefix at all. */
    public RedisKeys(String namespace) {
        this.prefix = namespace.isEmpty() ? "" : namespace + ":";
    }

    /** The namespace with its colon, or nothing. */
    public String prefix() {
        return prefix;
    }

    /** Set: the ids of all servers. */
    public String servers() {
        return prefix + "servers";
    }

    /** Hash: url, secret, tag, state, online, load_multiplier and the statistics of a server. */
    public String server(String id) {
        return prefix + "server:" + id;
    }

    /** Set: the ids of enabled servers. */
    public String enabledServers() {
        return prefix + "server_enabled";
    }

    /** Sorted set: id → load of the servers that may get new meetings. */
    public String serverLoad() {
        return prefix + "server_load";
    }

    /** Sorted set: id → load of cordoned servers that are online. */
    public String cordonedServerLoad() {
        return prefix + "cordoned_server_load";
    }

    /** Hash: healthy_counter, unhealthy_counter. The bare id as a key is how Scalelite has it. */
    public String healthCounters(String serverId) {
        return prefix + serverId;
    }

    /** Set: the ids of all meetings. */
    public String meetings() {
        return prefix + "meetings";
    }

    /** Hash: server_id, moderator_pw, voice_bridge, tenant_id of a meeting. */
    public String meeting(String meetingId) {
        return prefix + "meeting:" + meetingId;
    }

    /** Hash: voice bridge → meeting. */
    public String voiceBridges() {
        return prefix + "voice_bridges";
    }

    /** Set: the ids of all tenants. */
    public String tenants() {
        return prefix + "tenants";
    }

    /** Hash: name, secrets and LRS settings of a tenant. */
    public String tenant(String tenantId) {
        return prefix + "tenant:" + tenantId;
    }

    /** Hash: the id of the tenant with this name. */
    public String tenantName(String name) {
        return prefix + "tenant_name:" + name;
    }

    /** Set: the ids of a tenant's settings. */
    public String tenantSettings(String tenantId) {
        return prefix + "tenant_settings:" + tenantId;
    }

    /** Hash: param, value, override, tenant_id of a tenant's setting. */
    public String tenantSetting(String settingId) {
        return prefix + "tenant_setting:" + settingId;
    }

    /** String: the recording and format that a one-time token opens, as JSON. */
    public String playbackToken(String token) {
        return prefix + "protector_token_" + token;
    }

    /** Sorted set of ours: record of a meeting → when it was given its server, in ms of Redis' clock. */
    public String assignments() {
        return prefix + "v2:assigned";
    }

    /** Set of ours: {@code tenant:meetingID} of meetings whose id another tenant used first. */
    public String tenantScopedMeetings() {
        return prefix + "v2:meetings";
    }

    /** Hash of ours: as {@link #meeting}, for a meeting whose id another tenant used first. */
    public String tenantScopedMeeting(String tenantId, String meetingId) {
        return prefix + "v2:meeting:" + tenantId + ":" + meetingId;
    }

    /** Set of ours: the tenants that have a tenant-scoped meeting of this meeting id. */
    public String tenantsWithMeetingId(String meetingId) {
        return prefix + "v2:namesakes:" + meetingId;
    }

    /** Hash of ours: load promised to a server since its last poll, by meeting or by time. */
    public String reservations(String serverId) {
        return prefix + "v2:reserved:" + serverId;
    }

    /** Hash of ours: what else we remember of a server. */
    public String serverMemory(String serverId) {
        return prefix + "v2:server:" + serverId;
    }

    /** Stream of ours: what happened to a server. */
    public String serverEvents(String serverId) {
        return prefix + "v2:events:" + serverId;
    }

    /** Hash of ours: kind of event → how often it was seen. */
    public String eventTallies() {
        return prefix + "v2:tallies";
    }

    /** Sorted set of ours: servers → when they are to be polled next, in ms. */
    public String pollsDue() {
        return prefix + "v2:poll_due";
    }

    /** Sorted set of ours: servers → when the lease of the poller that polls them ends, in ms. */
    public String pollLeases() {
        return prefix + "v2:poll_leases";
    }

    /** Sorted set of ours: pollers → when they last asked for work, in ms. */
    public String pollers() {
        return prefix + "v2:pollers";
    }

    /** Sorted set of ours: the same, of pollers that reach few BBB servers. */
    public String isolatedPollers() {
        return prefix + "v2:pollers_isolated";
    }

    /** Hash of ours: pollers that got no answer from a server since it last answered a poll → when, in ms. */
    public String unreached(String serverId) {
        return prefix + "v2:unreached:" + serverId;
    }

    /** Channel of ours: servers that should be polled at once. */
    public String pollChannel() {
        return prefix + "v2:poll";
    }

    /** String of ours: set while a poller has looked after the registry in this interval. */
    public String housekeeping() {
        return prefix + "v2:housekeeping";
    }

    /** Hash of ours: servers that came back a moment ago → from when to when they start slowly, in ms. */
    public String slowStarts() {
        return prefix + "v2:slow_start";
    }

    /** Hash of ours: servers that could not create meetings → how many in a row, and until when they get none. */
    public String createFailures() {
        return prefix + "v2:create_failures";
    }

    /** Set of ours: meetings that a server did not make in a row, perhaps because of what it was sent. */
    public String createDoubts(String serverId) {
        return prefix + "v2:create_doubts:" + serverId;
    }

    /** String of ours: set while a meeting was created or joined within the last minutes. */
    public String recentUse(String record) {
        return prefix + "v2:recent:" + record;
    }

    /** Hash of ours: records of meetings that were released while their server was unavailable → when, in ms. */
    public String orphans(String serverId) {
        return prefix + "v2:orphans:" + serverId;
    }

    /** String of ours: what the create of a meeting was answered. */
    public String createAnswer(String record) {
        return prefix + "v2:created:" + record;
    }

    /** String of ours: when a meeting was forgotten, in ms; so that a list asked for before does not bring it back. */
    public String forgotten(String record) {
        return prefix + "v2:forgotten:" + record;
    }

    /** Set of ours: servers that have to be asked before anything new is placed. */
    public String unconfirmedServers() {
        return prefix + "v2:awaited";
    }

    /** Hash of ours: records of meetings with users on two servers → the server that they do not belong to. */
    public String splits() {
        return prefix + "v2:splits";
    }

    /** Hash of ours: tenant:meetingID → what a create ordered to be told, on its way to PostgreSQL. */
    public String callbackInbox() {
        return prefix + "v2:callbacks";
    }

    /** String of ours: whom else to tell of the end of a meeting, under the id of what its server calls. */
    public String endedUrl(String id) {
        return prefix + "v2:ended_url:" + id;
    }

    /** Sorted set of ours: ids of {@link #endedUrl} whose meetings have ended → when, in ms. */
    public String endedDue() {
        return prefix + "v2:ended_due";
    }

    /** String of ours: a replica tells whom {@link #endedUrl} names at this moment. */
    public String endedUrlClaim(String id) {
        return endedUrl(id) + ":claim";
    }

    /** Hash of ours: limits of a tenant. */
    public String tenantLimits(String tenantId) {
        return prefix + "v2:tenant:" + tenantId;
    }

    /** Hash of ours: how many meetings and users a tenant has. */
    public String tenantUsage(String tenantId) {
        return prefix + "v2:usage:" + tenantId;
    }

    /** Hash of ours: record of each tenant's meeting on a server → users at the last poll and those let in since, tenant. */
    public String serverUsage(String serverId) {
        return prefix + "v2:usage_of_server:" + serverId;
    }

    /** Hash of ours: users let into meetings of limited tenants on a server, by time and record. */
    public String joined(String serverId) {
        return prefix + "v2:joined:" + serverId;
    }

    /** String of ours: the mark of this Redis' servers and tenants; an emptied one has none. */
    public String registryMark() {
        return prefix + "v2:registry_mark";
    }

    /** Stream of ours: who changed what. */
    public String auditLog() {
        return prefix + "v2:audit";
    }

    /** Hash of ours: how full the bucket of a caller's wrong PINs is, or that of {@code all} callers, and when. */
    public String wrongPins(String bucket) {
        return prefix + "v2:wrong_pins:" + bucket;
    }

    /** String of ours that a health check writes and reads back. */
    public String healthProbe() {
        return prefix + "v2:health_probe";
    }
}
