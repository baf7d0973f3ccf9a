package org.scalelite.common.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.Variable.Group;

/** All environment variables of the suite (specification, section 2); no other class names them. */
public final class Variables {
    private static final List<Variable<?>> ALL = new ArrayList<>();
    private static final Section REQUESTS = new Section(Group.REQUESTS);
    private static final Section STORES = new Section(Group.STORES);
    private static final Section POLLER = new Section(Group.POLLER);
    private static final Section MEETINGS = new Section(Group.MEETINGS);
    private static final Section RECORDINGS = new Section(Group.RECORDINGS);
    private static final Section TENANTS = new Section(Group.TENANTS);
    private static final Section ADMIN = new Section(Group.ADMIN);
    private static final Section DIAL_IN = new Section(Group.DIAL_IN);
    private static final Section PROGRAM = new Section(Group.PROGRAM);

    // Requests

    public static final Variable<Optional<String>> URL_HOST = REQUESTS.define(
            "URL_HOST",
            "",
            ValueTypes.hostName(),
            "Public host name. Requests for another host are refused, except `/health_check` and the other health"
                    + " paths. With multitenancy its sub-domains are accepted too. Not set: any host.");
    public static final Variable<Optional<String>> LOADBALANCER_SECRET = REQUESTS.define(
            "LOADBALANCER_SECRET",
            "",
            ValueTypes.text().asSecret(),
            "Secret that the front-ends sign their calls with. The API needs it.");
    public static final Variable<List<String>> LOADBALANCER_SECRETS = REQUESTS.define(
            "LOADBALANCER_SECRETS",
            "",
            ValueTypes.list(":").asSecret(),
            "Further secrets, separated by `:`; each of them is valid.");
    public static final Variable<List<ChecksumAlgorithm>> LOADBALANCER_CHECKSUM_ALGORITHM = REQUESTS.define(
            "LOADBALANCER_CHECKSUM_ALGORITHM",
            "",
            ValueTypes.listOf(ChecksumAlgorithm.class, ":"),
            "Checksum algorithms accepted from front-ends; all when not set. Calls to BBB servers are signed with the"
                    + " strongest of the list, with SHA256 when it is not set.");
    public static final Variable<Boolean> STRICT_FORM_CHECKSUM = REQUESTS.define(
            "STRICT_FORM_CHECKSUM",
            "false",
            ValueTypes.flag(),
            "Refuse forms that the checksum does not cover: it must be that of call name, form as sent without its"
                    + " checksum, and secret. A form with parameters in the query is always refused.");
    public static final Variable<Integer> MAX_BODY_MIB = REQUESTS.define(
            "MAX_BODY_MIB",
            "200",
            ValueTypes.wholeNumber(1, 10_240),
            "Largest request body, in MiB. Slides are sent in the body of create and insertDocument.");
    public static final Variable<Integer> MAX_REQUESTS_IN_FLIGHT = REQUESTS.define(
            "MAX_REQUESTS_IN_FLIGHT",
            "1000",
            ValueTypes.wholeNumber(1, 1_000_000),
            "Requests that one replica of the API has in flight at most. Further ones get status 503 at once; health"
                    + " checks and metrics are always answered.");
    public static final Variable<Integer> MAX_CONNECTIONS = REQUESTS.define(
            "MAX_CONNECTIONS",
            "2000",
            ValueTypes.wholeNumber(1, 1_000_000),
            "Connections that one replica of the API has open at most; further ones are closed at once. Each may take"
                    + " 165 KiB of memory before it is authenticated: 2000 fit a heap of 512 MiB.");
    public static final Variable<Duration> REQUEST_HEADER_TIMEOUT = REQUESTS.define(
            "REQUEST_HEADER_TIMEOUT",
            "30",
            ValueTypes.seconds(),
            "Seconds within which the whole header of a request must arrive. Then the connection is closed.");
    public static final Variable<Duration> REQUEST_BODY_TIMEOUT = REQUESTS.define(
            "REQUEST_BODY_TIMEOUT",
            "30",
            ValueTypes.seconds(),
            "Seconds within which the body of a request must arrive, and one more for each 16 KiB of it. Then the"
                    + " connection is closed. Does not apply to uploads of recordings.");
    public static final Variable<Duration> ANSWER_STALL_TIMEOUT = REQUESTS.define(
            "ANSWER_STALL_TIMEOUT",
            "30",
            ValueTypes.seconds(),
            "Seconds for which a client may read nothing of a list of meetings or recordings. Then the connection is"
                    + " closed.");
    public static final Variable<Integer> CHECKSUM_FAILURES_PER_MINUTE = REQUESTS.define(
            "CHECKSUM_FAILURES_PER_MINUTE",
            "60",
            ValueTypes.wholeNumber(1, 1_000_000),
            "Wrong checksums that one address may send within a minute before they are answered with status 429."
                    + " Valid ones are never limited. Applies as well to tokens of BBB servers and the password of"
                    + " `/fsapi`, and ten times as many to one-time links; of these none is verified then.");
    public static final Variable<Boolean> GET_MEETINGS_API_DISABLED = REQUESTS.define(
            "GET_MEETINGS_API_DISABLED",
            "false",
            ValueTypes.flag(),
            "getMeetings and getSessions always return an empty list, without verifying the checksum.");
    public static final Variable<Duration> GET_MEETINGS_MAX_AGE = REQUESTS.define(
            "GET_MEETINGS_MAX_AGE",
            "0",
            ValueTypes.wholeSecondsOrNone(),
            "Seconds for which an answer to getMeetings or getSessions may be returned to further callers; 0: each"
                    + " caller gets the servers' answers to a fetch after its call.");
    public static final Variable<Integer> GET_MEETINGS_BUFFER_MIB = REQUESTS.define(
            "GET_MEETINGS_BUFFER_MIB",
            "128",
            ValueTypes.wholeNumber(1, 100_000),
            "Maximum size of all answers to getMeetings, getSessions and learningDashboard in the temporary directory"
                    + " while they are collected and sent, in MiB. Calls beyond it get `internalError` at once.");
    public static final Variable<Boolean> GET_RECORDINGS_API_FILTERED = REQUESTS.define(
            "GET_RECORDINGS_API_FILTERED",
            "false",
            ValueTypes.flag(),
            "getRecordings requires `meetingID` or `recordID`.");

    // Redis and PostgreSQL

    public static final Variable<URI> REDIS_URL = STORES.define(
            "REDIS_URL",
            "redis://localhost:6379",
            ValueTypes.redisAddress().asSecret(),
            "Redis: one primary, with or without replicas and Sentinel. Redis Cluster is not supported.");
    public static final Variable<Optional<String>> REDIS_SENTINEL_PASSWORD = STORES.define(
            "REDIS_SENTINEL_PASSWORD",
            "",
            ValueTypes.text().asSecret(),
            "Password of the Sentinels (their `requirepass`). The one in `REDIS_URL` is that of Redis itself.");
    public static final Variable<String> REDIS_NAMESPACE = STORES.define(
            "REDIS_NAMESPACE",
            "scalelite",
            ValueTypes.namespace(),
            "Prefix of every key, followed by `:`. Empty: no prefix.");
    public static final Variable<Duration> REDIS_TIMEOUT = STORES.define(
            "REDIS_TIMEOUT", "2", ValueTypes.seconds(), "Seconds that a call waits for Redis before it fails.");
    public static final Variable<Duration> REDIS_OUTAGE_MEMORY = STORES.define(
            "REDIS_OUTAGE_MEMORY",
            "300",
            ValueTypes.wholeSeconds(),
            "Seconds for which a replica of the API caches the location of a meeting, to answer join and forwarded"
                    + " calls while Redis is unavailable.");
    public static final Variable<Optional<URI>> DATABASE_URL = STORES.define(
            "DATABASE_URL",
            "",
            ValueTypes.optional(
                    ValueTypes.storeAddress("postgresql://user:password@host:port/database", "postgresql", "postgres")
                            .asSecret()),
            "PostgreSQL. The API needs it unless `DB_DISABLED` is true. The database defaults to `scalelite`.");
    public static final Variable<Boolean> DB_DISABLED = STORES.define(
            "DB_DISABLED",
            "false",
            ValueTypes.flag(),
            "Run without PostgreSQL; the recording calls are disabled then.");
    public static final Variable<Integer> DB_CONNECTION_RETRY_COUNT = STORES.define(
            "DB_CONNECTION_RETRY_COUNT",
            "3",
            ValueTypes.wholeNumber(0, 1_000),
            "How often a starting service retries the connection to Redis, with pauses that grow to 10 s. It does not"
                    + " wait for PostgreSQL.");
    public static final Variable<Optional<Integer>> REDIS_POOL = STORES.define(
            "REDIS_POOL",
            "",
            ValueTypes.optional(ValueTypes.ignoredNumber()),
            "Accepted and ignored: one connection carries all calls.");

    // Poller

    public static final Variable<Duration> POLL_INTERVAL = POLLER.define(
            "POLL_INTERVAL",
            Optional.of("INTERVAL"),
            "60",
            ValueTypes.seconds(),
            "Seconds between two polls of a server.");
    public static final Variable<Integer> POLLER_THREADS = POLLER.define(
            "POLLER_THREADS",
            "0",
            ValueTypes.wholeNumber(0, 100_000),
            "Maximum of servers polled at the same time; 0: no limit.");
    public static final Variable<Duration> POLLER_WAIT_TIMEOUT = POLLER.define(
            "POLLER_WAIT_TIMEOUT",
            "10",
            ValueTypes.seconds(),
            "Seconds that a poll cycle waits for the servers' answers.");
    public static final Variable<Duration> CONNECT_TIMEOUT = POLLER.define(
            "CONNECT_TIMEOUT", "5", ValueTypes.seconds(), "Seconds to connect to a BBB server; fractions allowed.");
    public static final Variable<Duration> RESPONSE_TIMEOUT = POLLER.define(
            "RESPONSE_TIMEOUT",
            "10",
            ValueTypes.seconds(),
            "Seconds within which a BBB server must answer; fractions allowed.");
    public static final Variable<Integer> BBB_CALLS_PER_SERVER = POLLER.define(
            "BBB_CALLS_PER_SERVER",
            "100",
            ValueTypes.wholeNumber(1, 100_000),
            "Calls to one BBB server that one replica of the API has in flight at most; in addition a quarter as many"
                    + " getMeetings calls. A call that has to wait longer than a fifth of `RESPONSE_TIMEOUT` fails.");
    public static final Variable<Integer> SERVER_HEALTHY_THRESHOLD = POLLER.define(
            "SERVER_HEALTHY_THRESHOLD",
            "1",
            ValueTypes.wholeNumber(1, 1_000),
            "Successful polls in a row that bring an offline server online.");
    public static final Variable<Integer> SERVER_UNHEALTHY_THRESHOLD = POLLER.define(
            "SERVER_UNHEALTHY_THRESHOLD",
            "2",
            ValueTypes.wholeNumber(1, 1_000),
            "Failed polls in a row that take an online server offline.");
    public static final Variable<Duration> MEETING_GRACE_PERIOD = POLLER.define(
            "MEETING_GRACE_PERIOD",
            "180",
            ValueTypes.wholeSecondsOrNone(),
            "Grace period: seconds for which the meetings of an offline server wait for its return before their next"
                    + " create opens them on another server; 0: none, as in Scalelite.");
    public static final Variable<Duration> SERVER_SLOW_START = POLLER.define(
            "SERVER_SLOW_START",
            "60",
            ValueTypes.wholeSecondsOrNone(),
            "Slow start: seconds during which the share of new meetings of a server that came back grows from nothing;"
                    + " 0: none.");
    public static final Variable<Integer> LOAD_MIN_USER_COUNT = POLLER.define(
            "LOAD_MIN_USER_COUNT",
            "15",
            ValueTypes.wholeNumber(0, 100_000),
            "Users that a young meeting counts at least, and that a new meeting reserves.");
    public static final Variable<Duration> LOAD_JOIN_BUFFER_TIME =
            POLLER.define("LOAD_JOIN_BUFFER_TIME", "15", ValueTypes.minutes(), "Minutes that a meeting is young.");
    public static final Variable<Boolean> LOAD_PREDICTION = POLLER.define(
            "LOAD_PREDICTION",
            "true",
            ValueTypes.flag(),
            "Expect as many users in a young meeting as it had on past days, or as the meetings of its tenant have on"
                    + " average; `false`: `LOAD_MIN_USER_COUNT`, as in Scalelite.");
    public static final Variable<Double> LOAD_USER_WEIGHT =
            POLLER.define("LOAD_USER_WEIGHT", "1", ValueTypes.weight(), "Load of each user, moderators among them.");
    public static final Variable<Double> LOAD_MODERATOR_WEIGHT =
            POLLER.define("LOAD_MODERATOR_WEIGHT", "1", ValueTypes.weight(), "Additional load of each moderator.");
    public static final Variable<Double> LOAD_VIDEO_WEIGHT =
            POLLER.define("LOAD_VIDEO_WEIGHT", "0", ValueTypes.weight(), "Additional load of each video.");
    public static final Variable<Double> LOAD_VOICE_WEIGHT = POLLER.define(
            "LOAD_VOICE_WEIGHT", "0", ValueTypes.weight(), "Additional load of each user with a microphone.");
    public static final Variable<Double> LOAD_MEETING_WEIGHT =
            POLLER.define("LOAD_MEETING_WEIGHT", "0", ValueTypes.weight(), "Additional load of each meeting.");

    // Meetings

    public static final Variable<Duration> MAX_MEETING_DURATION = MEETINGS.define(
            "MAX_MEETING_DURATION",
            "0",
            ValueTypes.minutes(),
            "Maximum of `duration` of create, in minutes; 0: no maximum.");
    public static final Variable<Duration> DEFAULT_MEETING_TTL = MEETINGS.define(
            "DEFAULT_MEETING_TTL",
            "86400",
            ValueTypes.wholeSeconds(),
            "Seconds after which the record of a meeting expires that no poll has renewed.");
    public static final Variable<Integer> MEETING_HISTORY_DAYS = MEETINGS.define(
            "MEETING_HISTORY_DAYS",
            "90",
            ValueTypes.wholeNumber(0, 3650),
            "Days for which the history of a meeting is kept in PostgreSQL, from its create on. 0: the poller writes no"
                    + " history and no samples of the pool, and deletes what there is.");
    public static final Variable<Boolean> MEETING_ENDED_CALLBACK = MEETINGS.define(
            "MEETING_ENDED_CALLBACK",
            "true",
            ValueTypes.flag(),
            "Let BBB servers report the end of a meeting at once (`meetingEndedURL`), so that its record is removed"
                    + " before the next poll. Requires `URL_HOST` or `BBB_CALLBACK_BASE`.");
    public static final Variable<Optional<URI>> BBB_CALLBACK_BASE = MEETINGS.define(
            "BBB_CALLBACK_BASE",
            "",
            ValueTypes.optional(ValueTypes.address("https://host:port", "https", "http")),
            "Base URL at which BBB servers report the end of a meeting, and events for hooks; for the latter the poller"
                    + " needs it too. Not set: `https://URL_HOST`.");
    public static final Variable<Integer> HOOKS_PER_TENANT = MEETINGS.define(
            "HOOKS_PER_TENANT",
            "100",
            ValueTypes.wholeNumber(1, 10_000),
            "Hooks that a tenant, or the load balancer without tenants, may have at the same time (`hooks/create`).");
    public static final Variable<Optional<URI>> CLUSTER_PROXY_URL = MEETINGS.define(
            "CLUSTER_PROXY_URL",
            "",
            ValueTypes.optional(ValueTypes.address("https://host:port", "https", "http")),
            "The common host from which browsers load the clients of all BBB servers, if there is one. The doctor checks"
                    + " each server there.");
    public static final Variable<String> CLUSTER_PROXY_PATHS = MEETINGS.define(
            "CLUSTER_PROXY_PATHS",
            "label",
            ValueTypes.oneOf("label", "host"),
            "Path of a server on the common host: the first label of its host name, `/bbb-01` of `bbb-01.example.org`,"
                    + " or the whole host name, with `-` and the port if its URL has one. IP addresses are always whole.");
    public static final Variable<List<String>> CREATE_EXCLUDE_PARAMS = MEETINGS.define(
            "CREATE_EXCLUDE_PARAMS", "", ValueTypes.list(","), "Parameters of create that are removed.");
    public static final Variable<List<String>> JOIN_EXCLUDE_PARAMS =
            MEETINGS.define("JOIN_EXCLUDE_PARAMS", "", ValueTypes.list(","), "Parameters of join that are removed.");
    public static final Variable<Map<String, String>> DEFAULT_CREATE_PARAMS =
            MEETINGS.define("DEFAULT_CREATE_PARAMS", "", ValueTypes.parameters(), "Default parameters of create.");
    public static final Variable<Map<String, String>> DEFAULT_JOIN_PARAMS =
            MEETINGS.define("DEFAULT_JOIN_PARAMS", "", ValueTypes.parameters(), "Default parameters of join.");
    public static final Variable<Map<String, String>> OVERRIDE_CREATE_PARAMS = MEETINGS.define(
            "OVERRIDE_CREATE_PARAMS",
            "",
            ValueTypes.parameters(),
            "Parameters of create that replace the front-end's.");
    public static final Variable<Map<String, String>> OVERRIDE_JOIN_PARAMS = MEETINGS.define(
            "OVERRIDE_JOIN_PARAMS", "", ValueTypes.parameters(), "Parameters of join that replace the front-end's.");
    public static final Variable<Boolean> SERVER_ID_IS_HOSTNAME = MEETINGS.define(
            "SERVER_ID_IS_HOSTNAME",
            "false",
            ValueTypes.flag(),
            "A new server's id is the lower-case host of its URL instead of a UUID.");

    // Recordings

    public static final Variable<Boolean> RECORDING_DISABLED = RECORDINGS.define(
            "RECORDING_DISABLED",
            "false",
            ValueTypes.flag(),
            "The recording calls are disabled: getRecordings returns an empty list, the others \"not found\".");
    public static final Variable<Boolean> RECORDING_IMPORT_UNPUBLISHED = RECORDINGS.define(
            "RECORDING_IMPORT_UNPUBLISHED", "false", ValueTypes.flag(), "Imported recordings start unpublished.");
    public static final Variable<Path> RECORDING_SPOOL_DIR = RECORDINGS.define(
            "RECORDING_SPOOL_DIR",
            "/var/bigbluebutton/spool",
            ValueTypes.path(),
            "Spool directory: where archives of recordings arrive.");
    public static final Variable<Path> RECORDING_WORK_DIR = RECORDINGS.define(
            "RECORDING_WORK_DIR",
            "/var/bigbluebutton/recording/scalelite",
            ValueTypes.path(),
            "Work directory: where archives are unpacked.");
    public static final Variable<Path> RECORDING_PUBLISH_DIR = RECORDINGS.define(
            "RECORDING_PUBLISH_DIR",
            "/var/bigbluebutton/published",
            ValueTypes.path(),
            "Files of published recordings.");
    public static final Variable<Path> RECORDING_UNPUBLISH_DIR = RECORDINGS.define(
            "RECORDING_UNPUBLISH_DIR",
            "/var/bigbluebutton/unpublished",
            ValueTypes.path(),
            "Files of unpublished recordings.");
    public static final Variable<Boolean> RECORDING_IMPORT_POLL = RECORDINGS.define(
            "RECORDING_IMPORT_POLL", "true", ValueTypes.flag(), "Poll the spool directory; false: file-system events.");
    public static final Variable<Duration> RECORDING_IMPORT_POLL_INTERVAL = RECORDINGS.define(
            "RECORDING_IMPORT_POLL_INTERVAL",
            "60",
            ValueTypes.seconds(),
            "Seconds between two scans of the spool directory.");
    public static final Variable<List<String>> RECORDING_PLAYBACK_FORMATS = RECORDINGS.define(
            "RECORDING_PLAYBACK_FORMATS",
            "presentation:video:screenshare:podcast:notes:capture",
            ValueTypes.list(":"),
            "Playback formats whose files are served.");
    public static final Variable<Boolean> PROTECTED_RECORDINGS_ENABLED = RECORDINGS.define(
            "PROTECTED_RECORDINGS_ENABLED",
            "false",
            ValueTypes.flag(),
            "Imported recordings are protected: playback needs a cookie.");
    public static final Variable<Duration> PROTECTED_RECORDINGS_TOKEN_TIMEOUT = RECORDINGS.define(
            "PROTECTED_RECORDINGS_TOKEN_TIMEOUT",
            "60",
            ValueTypes.minutes(),
            "Lifetime of a one-time link, in minutes.");
    public static final Variable<Duration> PROTECTED_RECORDINGS_TIMEOUT = RECORDINGS.define(
            "PROTECTED_RECORDINGS_TIMEOUT", "360", ValueTypes.minutes(), "Lifetime of a playback cookie, in minutes.");

    public static final Variable<String> PLAYBACK_DELIVERY = RECORDINGS.define(
            "PLAYBACK_DELIVERY",
            "nginx",
            ValueTypes.oneOf("nginx", "direct"),
            "What sends the files of a recording: nginx after an `X-Accel-Redirect` of the API, or the API itself.");
    public static final Variable<Path> PLAYBACK_PLAYER_DIR = RECORDINGS.define(
            "PLAYBACK_PLAYER_DIR",
            "/var/bigbluebutton/playback",
            ValueTypes.path(),
            "Directory of BBB's player for the presentation format, with `presentation/2.3/index.html`;"
                    + " `install-player` installs it there. Used by nginx, by the API with"
                    + " `PLAYBACK_DELIVERY=direct`, and by the doctor.");
    public static final Variable<Integer> RECORDING_IMPORT_THREADS = RECORDINGS.define(
            "RECORDING_IMPORT_THREADS",
            "2",
            ValueTypes.wholeNumber(1, 64),
            "Archives that one importer imports at the same time.");
    public static final Variable<Duration> RECORDING_IMPORT_SETTLE_TIME = RECORDINGS.define(
            "RECORDING_IMPORT_SETTLE_TIME",
            "2",
            ValueTypes.seconds(),
            "Seconds for which the size of an archive must not have changed before it is imported.");
    public static final Variable<Integer> RECORDING_IMPORT_ATTEMPTS = RECORDINGS.define(
            "RECORDING_IMPORT_ATTEMPTS",
            "10",
            ValueTypes.wholeNumber(1, 1_000),
            "Attempts at an archive before it is quarantined, with pauses that grow to an hour. A full disk or an"
                    + " unavailable database does not count.");
    public static final Variable<Duration> RECORDING_IMPORT_LEASE = RECORDINGS.define(
            "RECORDING_IMPORT_LEASE",
            "60",
            ValueTypes.seconds(),
            "Lease of an importer on an archive, in seconds; after that another importer may take it over.");
    public static final Variable<Integer> RECORDING_MAX_GIB = RECORDINGS.define(
            "RECORDING_MAX_GIB",
            "100",
            ValueTypes.wholeNumber(1, 100_000),
            "Largest archive of a recording, packed and unpacked, in GiB.");
    public static final Variable<Integer> RECORDING_MAX_FILES = RECORDINGS.define(
            "RECORDING_MAX_FILES",
            "100000",
            ValueTypes.wholeNumber(1, 10_000_000),
            "Maximum of files in the archive of a recording.");
    public static final Variable<List<Network>> CALLBACK_ALLOWED_NETWORKS = RECORDINGS.define(
            "CALLBACK_ALLOWED_NETWORKS",
            "",
            ValueTypes.networks(),
            "Private networks that callbacks may go to, such as `10.1.0.0/16,fd00::/8`. Not set: only public"
                    + " addresses.");
    public static final Variable<Duration> CALLBACK_RETRY_TIME = RECORDINGS.define(
            "CALLBACK_RETRY_TIME",
            "86400",
            ValueTypes.wholeSeconds(),
            "Seconds for which a failed callback is retried.");

    public static final Variable<Boolean> S3_RECORDING = RECORDINGS.define(
            "S3_RECORDING",
            "false",
            ValueTypes.flag(),
            "Recordings in S3: not supported yet; `true` causes a warning at start.");

    // Tenants

    public static final Variable<Boolean> MULTITENANCY_ENABLED = TENANTS.define(
            "MULTITENANCY_ENABLED",
            "false",
            ValueTypes.flag(),
            "The first label of the host is the tenant's name; each tenant has its own secrets, meetings and"
                    + " recordings.");
    public static final Variable<Boolean> MULTITENANCY_DEFAULT = TENANTS.define(
            "MULTITENANCY_DEFAULT",
            "false",
            ValueTypes.flag(),
            "With multitenancy: a host without a tenant is served with the load balancer's own secrets; its meetings"
                    + " and recordings are those without a tenant. Not set: such a host is refused.");

    // Admin API

    public static final Variable<List<AdminToken>> ADMIN_API_TOKENS = ADMIN.define(
            "ADMIN_API_TOKENS",
            "",
            ValueTypes.adminTokens().asSecret(),
            "Tokens of the admin API; `scalelite admin-token NAME read|write` creates one and its entry here. `read`:"
                    + " only the calls whose names begin with get and find.");
    public static final Variable<Boolean> ADMIN_API_CHECKSUM = ADMIN.define(
            "ADMIN_API_CHECKSUM",
            "true",
            ValueTypes.flag(),
            "The admin API also accepts calls that are signed with a load-balancer secret, as Scalelite does. The"
                    + " checksum does not cover the body: set `false` once every caller has a token.");
    public static final Variable<Boolean> ADMIN_API_HIDE_SECRETS = ADMIN.define(
            "ADMIN_API_HIDE_SECRETS",
            "false",
            ValueTypes.flag(),
            "The admin API omits the secrets of servers and tenants from its answers.");
    public static final Variable<Boolean> CONSOLE_ENABLED = ADMIN.define(
            "CONSOLE_ENABLED",
            "false",
            ValueTypes.flag(),
            "Serve the web console at `/scalelite/console` ([console.md](console.md)). Operators log in with a token of"
                    + " `ADMIN_API_TOKENS` or at an OpenID provider.");
    public static final Variable<Optional<URI>> CONSOLE_OIDC_ISSUER = ADMIN.define(
            "CONSOLE_OIDC_ISSUER",
            "",
            ValueTypes.optional(ValueTypes.issuer()),
            "OpenID provider at which operators log in to the console"
                    + " ([console.md](console.md#login-with-openid-connect)): its issuer as its discovery document has it.");
    public static final Variable<Optional<String>> CONSOLE_OIDC_CLIENT_ID = ADMIN.define(
            "CONSOLE_OIDC_CLIENT_ID", "", ValueTypes.text(), "Id of the console's client at the OpenID provider.");
    public static final Variable<Optional<String>> CONSOLE_OIDC_CLIENT_SECRET = ADMIN.define(
            "CONSOLE_OIDC_CLIENT_SECRET",
            "",
            ValueTypes.text().asSecret(),
            "Secret of the client. Not set: a public client, which PKCE alone protects.");
    public static final Variable<List<String>> CONSOLE_OIDC_SCOPES = ADMIN.define(
            "CONSOLE_OIDC_SCOPES",
            "openid profile",
            ValueTypes.list(" "),
            "Scopes that the login requests; `openid` is always one of them.");
    public static final Variable<String> CONSOLE_OIDC_NAME_CLAIM = ADMIN.define(
            "CONSOLE_OIDC_NAME_CLAIM",
            "preferred_username",
            ValueTypes.claim(),
            "Claim of the ID token with the name of the operator for the audit log. Users must not be able to choose it.");
    public static final Variable<String> CONSOLE_OIDC_GROUPS_CLAIM = ADMIN.define(
            "CONSOLE_OIDC_GROUPS_CLAIM",
            "groups",
            ValueTypes.claim(),
            "Claim of the ID token with the groups of the operator: a list of texts, or one text.");
    public static final Variable<List<String>> CONSOLE_OIDC_WRITE_GROUPS = ADMIN.define(
            "CONSOLE_OIDC_WRITE_GROUPS",
            "",
            ValueTypes.list(","),
            "Groups whose members may change things in the console, separated by commas.");
    public static final Variable<List<String>> CONSOLE_OIDC_READ_GROUPS = ADMIN.define(
            "CONSOLE_OIDC_READ_GROUPS",
            "",
            ValueTypes.list(","),
            "Groups whose members may only read. Users without a group of either list cannot log in.");

    public static final Variable<Boolean> ADMIN_API_DOCS = ADMIN.define(
            "ADMIN_API_DOCS",
            "false",
            ValueTypes.flag(),
            "Serve a page to read and try the admin API, at `/scalelite/api/docs`. Browsers ask for a token of"
                    + " `ADMIN_API_TOKENS` as the password.");

    // Voice bridges and dial-in

    public static final Variable<Optional<String>> SECRET_KEY_BASE = DIAL_IN.define(
            "SECRET_KEY_BASE",
            "",
            ValueTypes.text().asSecret(),
            "Key of playback cookies and of voice bridges. Not set: voice bridges are keyed with"
                    + " `LOADBALANCER_SECRET`.");
    public static final Variable<Integer> VOICE_BRIDGE_LEN = DIAL_IN.define(
            "VOICE_BRIDGE_LEN", "9", ValueTypes.wholeNumber(3, 18), "Digits of an allocated voice bridge.");
    public static final Variable<Integer> VOICE_BRIDGE_LEN_MIN = DIAL_IN.define(
            "VOICE_BRIDGE_LEN_MIN",
            Optional.of("VOICE_BRIDGE_MIN"),
            "5",
            ValueTypes.wholeNumber(1, 18),
            "Minimum of digits that the dial-in prompt accepts.");
    public static final Variable<Integer> VOICE_BRIDGE_LEN_MAX = DIAL_IN.define(
            "VOICE_BRIDGE_LEN_MAX",
            Optional.of("VOICE_BRIDGE_MAX"),
            "9",
            ValueTypes.wholeNumber(1, 19),
            "Maximum of digits that the dial-in prompt accepts.");
    public static final Variable<Boolean> USE_EXTERNAL_VOICE_BRIDGE = DIAL_IN.define(
            "USE_EXTERNAL_VOICE_BRIDGE", "false", ValueTypes.flag(), "Try the front-end's `voiceBridge` first.");
    public static final Variable<Optional<String>> FSAPI_PASSWORD = DIAL_IN.define(
            "FSAPI_PASSWORD",
            "",
            ValueTypes.text().withBlankAsValue().asSecret(),
            "Password of `/fsapi`, user `fsapi`. Not set: `LOADBALANCER_SECRET`, with a warning at start. Set to an"
                    + " empty value: no authentication.");
    public static final Variable<Optional<Duration>> FSAPI_MAX_DURATION = DIAL_IN.define(
            "FSAPI_MAX_DURATION",
            "",
            ValueTypes.optional(ValueTypes.minutes()),
            "Minutes after which a phone call is hung up; 0: never. Not set: `MAX_MEETING_DURATION`.");
    public static final Variable<Integer> FSAPI_PIN_ATTEMPTS = DIAL_IN.define(
            "FSAPI_PIN_ATTEMPTS",
            "10",
            ValueTypes.wholeNumber(0, 1_000_000),
            "Wrong PINs that one caller may dial within `FSAPI_PIN_WINDOW`; 0: any number.");
    public static final Variable<Integer> FSAPI_PIN_ATTEMPTS_TOTAL = DIAL_IN.define(
            "FSAPI_PIN_ATTEMPTS_TOTAL",
            "1000",
            ValueTypes.wholeNumber(0, 1_000_000),
            "Wrong PINs that all callers together may dial within `FSAPI_PIN_WINDOW`; 0: any number.");
    public static final Variable<Duration> FSAPI_PIN_WINDOW = DIAL_IN.define(
            "FSAPI_PIN_WINDOW",
            "600",
            ValueTypes.wholeSeconds(),
            "Window in which wrong PINs are counted, in seconds.");

    // Program

    public static final Variable<Integer> PORT =
            PROGRAM.define("PORT", "3000", ValueTypes.wholeNumber(0, 65_535), "Port of the API; 0: any free port.");
    public static final Variable<Optional<URI>> BIND = PROGRAM.define(
            "BIND",
            "",
            ValueTypes.optional(ValueTypes.listenAddress()),
            "Address that the API listens on, at port `PORT` if it contains none; its host is that of `METRICS_PORT`"
                    + " too. Not set: every address. The native units set `tcp://127.0.0.1`.");
    public static final Variable<Optional<Integer>> METRICS_PORT = PROGRAM.define(
            "METRICS_PORT",
            "",
            ValueTypes.optional(ValueTypes.wholeNumber(1, 65_535)),
            "Port on which a service serves `/metrics` and `/health`, and nothing else"
                    + " ([monitoring.md](monitoring.md)). Not set: none. The images set 9600, the native units 9601 to"
                    + " 9603.");
    public static final Variable<Boolean> METRICS_BBB_EXPORTER = PROGRAM.define(
            "METRICS_BBB_EXPORTER",
            "false",
            ValueTypes.flag(),
            "The API also exports the metrics of bigbluebutton-exporter, of the whole pool"
                    + " ([monitoring.md](monitoring.md#dashboards-of-bigbluebutton-exporter)).");
    public static final Variable<Optional<String>> BUILD_NUMBER = PROGRAM.define(
            "BUILD_NUMBER", "", ValueTypes.text(), "Shown by the index call. Not set: the version of the suite.");
    public static final Variable<String> DEFAULT_LOCALE = PROGRAM.define(
            "DEFAULT_LOCALE",
            "en",
            new ValueType<>("a language tag such as en or pt-BR", text -> {
                if (!text.matches("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")) {
                    throw new IllegalArgumentException("no language tag");
                }
                return text;
            }),
            "Language of the pages for users.");
    public static final Variable<String> RAILS_LOG_LEVEL = PROGRAM.define(
            "RAILS_LOG_LEVEL",
            "info",
            ValueTypes.oneOf("debug", "info", "warn", "error", "fatal", "unknown"),
            "Minimum level of log messages.");
    public static final Variable<Optional<Path>> TLS_CA_FILE = PROGRAM.define(
            "TLS_CA_FILE",
            "",
            ValueTypes.optional(ValueTypes.path()),
            "PEM file with one or more certificates of private authorities. They are trusted in addition to those of"
                    + " Java, for all connections: Redis and Sentinels, PostgreSQL with `sslmode=verify-full`, BBB"
                    + " servers, LRS, callbacks and the OpenID provider. Read at start.");
    public static final Variable<String> LOG_FORMAT = PROGRAM.define(
            "LOG_FORMAT",
            "text",
            ValueTypes.oneOf("text", "json"),
            "Log format: text lines, or one JSON object per line.");
    public static final Variable<Boolean> CALL_LOG = PROGRAM.define(
            "CALL_LOG",
            "true",
            ValueTypes.flag(),
            "The API logs one line for each call of the BBB API, at level info ([monitoring.md](monitoring.md#logs)).");
    public static final Variable<String> OTEL_TRACES_EXPORTER = PROGRAM.define(
            "OTEL_TRACES_EXPORTER",
            "none",
            ValueTypes.oneOf("none", "otlp"),
            "`otlp`: the services send traces to a collector of OpenTelemetry"
                    + " ([monitoring.md](monitoring.md#traces)).");
    public static final Variable<Optional<String>> OTEL_EXPORTER_OTLP_ENDPOINT = PROGRAM.define(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "",
            ValueTypes.text(),
            "URL of the collector, for OTLP over HTTP. Not set: `http://localhost:4318`.");
    public static final Variable<Optional<String>> OTEL_EXPORTER_OTLP_HEADERS = PROGRAM.define(
            "OTEL_EXPORTER_OTLP_HEADERS",
            "",
            ValueTypes.text().asSecret(),
            "Headers for the collector, as `name=value,…`.");
    public static final Variable<Optional<String>> OTEL_SERVICE_NAME = PROGRAM.define(
            "OTEL_SERVICE_NAME",
            "",
            ValueTypes.text(),
            "Name of the service in traces. Not set: `api-service`, `poller-service` or `recording-importer`.");
    public static final Variable<Optional<String>> OTEL_RESOURCE_ATTRIBUTES = PROGRAM.define(
            "OTEL_RESOURCE_ATTRIBUTES", "", ValueTypes.text(), "Attributes of all spans, as `name=value,…`.");
    public static final Variable<Optional<String>> OTEL_TRACES_SAMPLER = PROGRAM.define(
            "OTEL_TRACES_SAMPLER",
            "",
            ValueTypes.text(),
            "Which traces are sent, such as `parentbased_traceidratio`. Not set: all, and of callers with traces of"
                    + " their own those that they send.");
    public static final Variable<Optional<String>> OTEL_TRACES_SAMPLER_ARG = PROGRAM.define(
            "OTEL_TRACES_SAMPLER_ARG", "", ValueTypes.text(), "Argument of the sampler, such as `0.1` of the traces.");
    public static final Variable<Optional<Path>> ALIVE_FILE = PROGRAM.define(
            "ALIVE_FILE",
            "",
            ValueTypes.optional(ValueTypes.path()),
            "File whose time the poller and the importer update in each cycle, for health checks of containers.");
    public static final Variable<Optional<Integer>> RAILS_MAX_THREADS = PROGRAM.define(
            "RAILS_MAX_THREADS",
            "",
            ValueTypes.optional(ValueTypes.ignoredNumber()),
            "Accepted and ignored: requests run on virtual threads.");
    public static final Variable<Optional<Integer>> WEB_CONCURRENCY = PROGRAM.define(
            "WEB_CONCURRENCY",
            "",
            ValueTypes.optional(ValueTypes.ignoredNumber()),
            "Accepted and ignored: one process uses all cores.");

    public static final Variable<Boolean> NGINX_SSL =
            PROGRAM.define("NGINX_SSL", "false", ValueTypes.flag(), "Read by the nginx image only: serve TLS.");
    public static final Variable<Boolean> NGINX_BEHIND_PROXY = PROGRAM.define(
            "NGINX_BEHIND_PROXY",
            "false",
            ValueTypes.flag(),
            "Read by the nginx image only: another proxy terminates TLS.");
    public static final Variable<Boolean> NGINX_RECORDINGS_ONLY = PROGRAM.define(
            "NGINX_RECORDINGS_ONLY",
            "false",
            ValueTypes.flag(),
            "Read by the nginx image only: serve recordings and nothing else.");
    public static final Variable<Optional<Integer>> SCALELITE_API_PORT = PROGRAM.define(
            "SCALELITE_API_PORT",
            "",
            ValueTypes.optional(ValueTypes.wholeNumber(1, 65_535)),
            "Read by the nginx image only: port of the API behind it.");

    private Variables() {}

    /** All variables in the order of the configuration table. */
    public static List<Variable<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** Defines the variables below one heading of the table. */
    private record Section(Group group) {
        <T> Variable<T> define(String name, String fallback, ValueType<T> type, String meaning) {
            return define(name, Optional.empty(), fallback, type, meaning);
        }

        <T> Variable<T> define(
                String name, Optional<String> alias, String fallback, ValueType<T> type, String meaning) {
            Variable<T> variable = new Variable<>(name, alias, type, fallback, group, meaning);
            ALL.add(variable);
            return variable;
        }
    }
}
