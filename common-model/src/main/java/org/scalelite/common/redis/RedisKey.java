package org.scalelite.common.redis;

import java.util.Locale;
import java.util.Set;

/**
 * The keys in Redis: the only place that names them. {@link RedisNamespace} puts the namespace before them,
 * {@link RedisScript} gives them to the Lua scripts, and the tables of docs/redis.md are made of them. Keys below
 * {@code v2:} are our own; the others are Scalelite's, byte for byte.
 */
public enum RedisKey {
    SERVERS("servers", "set", "server ids"),
    SERVER(
            "server:{id}",
            "hash",
            "`url`, `secret`, `tag`, `state` (`enabled`, `cordoned`, `disabled`), `online`, `load_multiplier`,"
                    + " `meetings`, `users`, `largest_meeting`, `videos`, `bbb_version`"),
    ENABLED_SERVERS("server_enabled", "set", "ids of enabled servers"),
    SERVER_LOAD("server_load", "sorted set", "server → load; a member may receive new meetings"),
    CORDONED_SERVER_LOAD("cordoned_server_load", "sorted set", "server → load, of cordoned servers that are online"),
    POLL_COUNTERS("{id}", "hash", "`healthy_counter`, `unhealthy_counter` of a server"),
    MEETINGS("meetings", "set", "meeting ids"),
    MEETING(
            "meeting:{meetingID}",
            "hash",
            "`server_id`, `moderator_pw`, `voice_bridge`, `tenant_id`; expires after `DEFAULT_MEETING_TTL`, renewed by"
                    + " each poll that lists the meeting"),
    VOICE_BRIDGES(
            "voice_bridges", "hash", "voice bridge → meeting id, or `tenant:meetingID` of a tenant-scoped meeting"),
    TENANTS("tenants", "set", "tenant ids"),
    TENANT("tenant:{id}", "hash", "`name`, `secrets` and the LRS settings of a tenant"),
    TENANT_NAME("tenant_name:{name}", "hash", "`id` of the tenant with this name"),
    TENANT_SETTINGS("tenant_settings:{id}", "set", "ids of a tenant's settings"),
    TENANT_SETTING("tenant_setting:{id}", "hash", "`param`, `value`, `override`, `tenant_id`"),
    PLAYBACK_TOKEN(
            "protector_token_{token}",
            "string",
            "JSON `{\"record_id\":…,\"format\":…}`: a one-time link to a protected recording; the token is 64 hex"
                    + " digits; expires after `PROTECTED_RECORDINGS_TOKEN_TIMEOUT`"),

    TEXT_TRACK(
            "v2:text_track:{token}",
            "string",
            "the recording and file that a one-time link to a text track opens; expires after an hour"),
    ASSIGNMENTS("v2:assigned", "sorted set", "record of a meeting → when it got its server, in ms of Redis' clock"),
    TENANT_MEETINGS(
            "v2:meetings",
            "set",
            "`tenant:meetingID` of tenant-scoped meetings: meetings whose id another tenant used first"),
    TENANT_MEETING("v2:meeting:{tenant:meetingID}", "hash", "as `meeting:{meetingID}`, for a tenant-scoped meeting"),
    MEETING_TENANTS("v2:namesakes:{meetingID}", "set", "tenants with a tenant-scoped meeting of this id"),
    RESERVATIONS(
            "v2:reserved:{id}",
            "hash",
            "load promised to a server since its last poll: `m:{record}` by a create, `t:{10 ms}` by joins"),
    SERVER_MEMORY(
            "v2:server:{id}",
            "hash",
            "`polled_at`: when a poller last asked the server, in ms of Redis' clock; `empty_polls` of a cordoned server;"
                    + " for metrics `poll_ms`, `totals` (JSON) of the last poll and `certificate`, when that expires;"
                    + " `health` (`healthy`, `slow_start`, `suspect`, `offline`, `released`), `health_since` and"
                    + " `health_reason`; `lease`, `leased_by`: the poller that polled it last; `struck_at`, `reached_at`: when"
                    + " a call of an API replica failed on it, and when a suspect one answered such a call. A lease is named"
                    + " by its number and its poller. For placement `polled_load`: the load of the last poll;"
                    + " `held_meetings`, `held_users`: at the last poll and added since; and an operator's settings"
                    + " `max_meetings`, `max_users`, `spare` (`true`), `zone` ([placement.md](placement.md))"),
    CANDIDATE_CLASSES(
            "v2:candidate_classes",
            "hash",
            "member of `server_load` → `{max_meetings}:{max_users}:{polled_load}:{multiplier}:{spare}:{zone}:{tag}`, where spare is 0"
                    + " or 1; the last three are empty if it may not get new meetings"
                    + " ([ADR 52](adr/0052-index-of-candidates.md))"),
    CANDIDATE_MULTIPLIERS(
            "v2:candidate_multipliers",
            "hash",
            "load multiplier, of two digits → how many members of `server_load` have it"),
    CANDIDATES(
            "v2:candidates:{multiplier:spare:zone:tag}",
            "sorted set",
            "server → load, of the servers with these; zone `*`: those of all zones"),
    EXPECTED_USERS(
            "v2:expected:{id}",
            "hash",
            "`{tenant}:{meetingID}` on the server → `{expected} {left}`: users that it is expected to get, and those of"
                    + " them who have not joined; left is -1 for a breakout room, whose parent may follow; expires after a day"),
    PEAK_USERS(
            "v2:peaks:{id}",
            "hash",
            "`{tenant}:{meetingID}` on the server → its entry in `v2:past_users`, so that polls look up only what has grown;"
                    + " expires after a day"),
    PAST_USERS(
            "v2:past_users",
            "sorted set",
            "SHA-1 of `{tenant}:{meetingID}` → 100,000 × day + largest number of users; the last 100,000 meetings of 100"
                    + " days"),
    AVERAGE_USERS("v2:average_users", "hash", "tenant → `{runs} {average}`: users of its last 50 meetings"),
    PLACEMENTS(
            "v2:placements:{tenant:meetingID}",
            "list",
            "the last five placements of a meeting as JSON; expires after a day"),
    EXPLAINED_MEETINGS(
            "v2:explained", "sorted set", "`tenant:meetingID` with a `v2:placements` → when, in ms; the last 20,000"),
    SERVER_EVENTS("v2:events:{id}", "stream", "the last 200 events of a server: `kind`, `detail`"),
    EVENT_TALLIES("v2:tallies", "hash", "kind of event → how often it happened"),
    POLLS_DUE("v2:poll_due", "sorted set", "server → when it is to be polled next, in ms of Redis' clock"),
    POLL_LEASES("v2:poll_leases", "sorted set", "server → when the lease of its poller ends, in ms of Redis' clock"),
    POLLERS("v2:pollers", "sorted set", "poller that reaches the BBB servers → when it last asked for work, in ms"),
    ISOLATED_POLLERS("v2:pollers_isolated", "sorted set", "the same, of pollers that reach few BBB servers"),
    UNREACHED(
            "v2:unreached:{id}",
            "hash",
            "poller that got no answer from a server since it last answered a poll → when, in ms; expires after a"
                    + " minute"),
    HOUSEKEEPING("v2:housekeeping", "string", "set while a poller has checked the registry in this interval"),
    SLOW_STARTS("v2:slow_start", "hash", "server that is online again → `from:to` of its slow start, in ms"),
    CREATE_ANSWER(
            "v2:created:{record}",
            "string",
            "when a create last made the meeting, in µs, and what it was answered; `0` while no create has succeeded"
                    + " and no poll has listed it; lives as long as the record"),
    RECENT_USE(
            "v2:recent:{record}", "string", "set while a meeting was created or joined within the last five minutes"),
    SESSION(
            "v2:session:{hash}",
            "string",
            "server of a session token, of a caller who may use it; the hash is SHA-256 over tenant, colon and token; expires"
                    + " after five minutes"),
    CREATE_FAILURES(
            "v2:create_failures",
            "hash",
            "server that could not create meetings → `failures:until`: how many in a row, and until when (ms) it gets"
                    + " no new ones ([ADR 10](adr/0010-refused-creates-are-failures.md))"),
    CREATE_DOUBTS(
            "v2:create_doubts:{id}",
            "set",
            "meetings that a server did not create in a row, perhaps because of what it was sent; expires after ten"
                    + " minutes"),
    STALE_COPIES(
            "v2:orphans:{id}",
            "hash",
            "record of a meeting of which a server may have a stale copy, because it was released while the server was"
                    + " offline, moved, or reopened elsewhere → when, in ms; expires after a day"),
    FORGOTTEN("v2:forgotten:{record}", "string", "when a meeting was forgotten, in ms; expires after two minutes"),
    UNCONFIRMED_SERVERS(
            "v2:awaited",
            "set",
            "servers that have not yet reported their meetings, after a time without any server for new meetings;"
                    + " expires after 15 s"),
    SPLITS("v2:splits", "hash", "record of a meeting with users on two servers → the server it does not belong to"),
    GENERATION_ID(
            "v2:registry_mark",
            "string",
            "generation id of this Redis' servers and tenants; an emptied Redis has none, which distinguishes a loss"
                    + " from a registry whose last server was removed"),
    ENDED_URL(
            "v2:ended_url:{id}",
            "string",
            "the front-end's `meetingEndedURL` and the meeting, server and internal id that it belongs to, as JSON,"
                    + " until it was called; expires after 31 days"),
    ENDED_ID(
            "v2:ended_id:{record}",
            "string",
            "id of the `v2:ended_url` of the meeting in the registry; expires after 31 days"),
    ENDED_DUE("v2:ended_due", "sorted set", "id of a `v2:ended_url` whose meeting has ended → when, in ms"),
    ENDED_URL_CLAIM("v2:ended_url:{id}:claim", "string", "a replica is calling it now; expires after 15 s"),
    POLL_CHANNEL(
            "v2:poll",
            "channel",
            "ids of servers that are to be polled at once. Without it, as with a Redis user that may not publish or"
                    + " subscribe (`resetchannels`), pollers start a second later"),
    TENANT_USAGE("v2:usage:{tenant}", "hash", "`meetings`, `users` of a tenant: running totals of the next key"),
    SERVER_USAGE(
            "v2:usage_of_server:{id}",
            "hash",
            "record of each tenant's meeting on the server → `{users} {tenant}`: users at the last poll and those"
                    + " admitted since. Each poll of the server replaces them, and the totals follow"),
    USAGE_SERVERS("v2:usage_servers", "set", "servers that have a `v2:usage_of_server`"),
    JOINED(
            "v2:joined:{id}",
            "hash",
            "`{10 ms}:{record}` → users admitted since the last poll of a server, for tenants with `max_users`;"
                    + " expires after a day"),
    WRONG_PINS(
            "v2:wrong_pins:{bucket}",
            "hash",
            "`level`, `at` (ms): leaky bucket of wrong dial-in PINs of one caller (keyed pseudonym) or of `all`;"
                    + " expires after `FSAPI_PIN_WINDOW`"),
    CALLBACK_INBOX(
            "v2:callbacks",
            "hash",
            "`{tenant}:{meetingID}` → time in µs and the callbacks that a create ordered"
                    + " ([callbacks.md](callbacks.md)), until PostgreSQL has them"),
    HOOK_EVENTS(
            "v2:hook_events:{id}",
            "stream",
            "events that wait for a front-end's hook: `meeting` (BBB's internal id), `timestamp`, `event` (JSON)"),
    HOOK_STATE(
            "v2:hook:{id}",
            "hash",
            "`tenant`, `bytes` of the waiting events, `dropped` events, `owner` (replica that delivers), failed `attempts`"
                    + " in a row and the last `error` of a hook"),
    HOOKS_DUE(
            "v2:hooks_due", "sorted set", "hook with events → when it is due, in ms: the end of a lease or of a pause"),
    HOOK_BYTES("v2:hook_bytes", "hash", "tenant → bytes of the events that wait for all of its hooks"),
    SEEN_EVENTS(
            "v2:seen_events:{id}",
            "sorted set",
            "hash of an event of a server → when it was stored, in ms; expires after ten minutes"),
    EVENT_MEETING(
            "v2:event_meeting:{meeting}",
            "string",
            "`{tenant}:{meetingID}` of a meeting, by its server and BBB's internal id; expires after two weeks"),
    WANTED_HOOKS("v2:wanted_hooks", "string", "kinds of hooks that front-ends have: `events`, `raw`"),
    SERVER_HOOKS(
            "v2:server_hooks",
            "hash",
            "server → state and ids of our hooks there: `registered`, `missing` (it has no bbb-webhooks) or `failed`"),
    REMOVED_HOOKS(
            "v2:removed_hooks", "hash", "removed server → URL, secret and ids of our hooks, until they are destroyed"),
    HOOK_CHECKS("v2:hook_checks", "sorted set", "server → when our hooks there are checked next, in ms"),
    HOOK_CHANNEL(
            "v2:hook_channel", "channel", "ids of hooks that got an event; without it, delivery starts a second later"),
    HOOK_CHANGES("v2:hook_changes", "channel", "a front-end's hook was created or removed; without it, seen 2 s later"),
    AUDIT_LOG(
            "v2:audit",
            "stream",
            "the last 10,000 changes by operators: `actor`, `action`, `subject`, and the fields that differ `before`"
                    + " and `after` as JSON, secrets hidden; written by the script that makes the change"),
    TENANT_LIMITS("v2:tenant:{id}", "hash", "`max_meetings`, `max_users` of a tenant"),
    LOG_LEVEL(
            "v2:log_level",
            "string",
            "`logger=level` of all services, set by `scalelite log-level`; expires, and then each has its own again"),
    HEALTH_PROBE("v2:health_probe", "string", "written and read by health checks");

    private final String template;
    private final String before;
    private final String after;
    private final String type;
    private final String content;

    RedisKey(String template, String type, String content) {
        int open = template.indexOf('{');
        this.template = template;
        this.before = open < 0 ? template : template.substring(0, open);
        this.after = template.substring(template.lastIndexOf('}') + 1);
        this.type = type;
        this.content = content;
    }

    private boolean hasPlaceholder() {
        return !before.equals(template);
    }

    /** The name without the namespace, of a key that has no placeholder. */
    public String text() {
        if (hasPlaceholder()) {
            throw new IllegalStateException(template + " needs a value");
        }
        return template;
    }

    /** The name without the namespace, with this value in place of the placeholder. */
    public String text(String value) {
        if (!hasPlaceholder()) {
            throw new IllegalStateException(template + " takes no value");
        }
        return before + value + after;
    }

    /** Whether Scalelite does not know it. */
    boolean isOurs() {
        return template.startsWith("v2:");
    }

    /** The row of docs/redis.md. */
    String row() {
        return "| `%s` | %s | %s |".formatted(template, type, content);
    }

    /**
     * Defines the key in Lua, where {@code P} is the namespace: {@code SERVERS}, or {@code server_key(id)} and, without the
     * namespace, {@code meeting_record(id)}.
     *
     * @param words of the script: what it does not use is not defined, so that its time does not grow with the number of keys
     */
    String lua(Set<String> words) {
        if (hasPlaceholder()) {
            return function("_key", "P .. ", words) + function("_record", "", words);
        }
        return words.contains(name()) ? "local %s = P .. '%s'\n".formatted(name(), template) : "";
    }

    private String function(String suffix, String prefix, Set<String> words) {
        String function = name().toLowerCase(Locale.ROOT) + suffix;
        return words.contains(function)
                ? "local function %s(value) return %s%svalue%s end\n"
                        .formatted(
                                function,
                                prefix,
                                before.isEmpty() ? "" : "'" + before + "' .. ",
                                after.isEmpty() ? "" : " .. '" + after + "'")
                : "";
    }
}
