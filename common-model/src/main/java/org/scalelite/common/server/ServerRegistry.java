package org.scalelite.common.server;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;
import org.scalelite.common.server.PollLeases.PollLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The BBB servers of the pool, in Redis. Each change is one script. */
@Singleton
public final class ServerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRegistry.class);
    private static final RedisScript ADD = RedisScript.named("server-add");
    private static final RedisScript UPDATE = RedisScript.named("server-update");
    private static final RedisScript REMOVE = RedisScript.named("server-remove");
    private static final RedisScript REPORT_FAILURE = RedisScript.named("server-failure");
    private static final RedisScript CREATE_FAILED = RedisScript.named("create-failed");
    private static final RedisScript VERSION = RedisScript.named("server-version");
    private static final RedisScript CERTIFICATE = RedisScript.named("server-certificate");
    private static final RedisScript REACHED = RedisScript.named("server-reached");
    private static final RedisScript POLL = RedisScript.named("server-poll");
    private static final RedisScript POLL_NOW = RedisScript.named("server-poll-now");

    private static final String DISABLED = "disabled";
    private static final Pattern EXPECTED = Pattern.compile("(\\d{1,9}) -?\\d+( .*)?", Pattern.DOTALL);

    private final RedisStore redis;
    private final RedisNamespace keys;
    private final Actor actor;

    /** The registry, for changes by the suite itself. */
    public ServerRegistry(RedisStore redis) {
        this(redis, Actor.SUITE);
    }

    private ServerRegistry(RedisStore redis, Actor actor) {
        this.redis = redis;
        this.keys = redis.keys();
        this.actor = actor;
    }

    /** The registry, for changes by an actor. */
    public ServerRegistry by(Actor orderedBy) {
        return new ServerRegistry(redis, orderedBy);
    }

    /** The outcome of adding a server. */
    public sealed interface Addition {
        /** The server was added: disabled and offline. */
        record Added(ServerId id) implements Addition {}

        /** A server with this id or URL exists. */
        record Exists(ServerId id) implements Addition {}
    }

    /** The outcome of changing a server. */
    public sealed interface Change {
        /** The server has the requested values. */
        record Changed() implements Change {}

        /** Another server has this URL; nothing was changed. */
        record UrlTaken(ServerId id) implements Change {}

        /** The server was not found. */
        record NotFound() implements Change {}
    }

    /** The outcome of removing a server. */
    public sealed interface Removal {
        /** The server was removed, with the records of its meetings. */
        record Removed(int forgottenMeetings) implements Removal {}

        /** The server has meetings and was not removed. */
        record HasMeetings(int meetings) implements Removal {}

        /** The server was not found. */
        record NotFound() implements Removal {}
    }

    /** Adds a server without further settings, disabled and offline. */
    public Addition add(ServerId id, URI url, String secret, double loadMultiplier, Optional<String> tag) {
        return add(id, url, secret, loadMultiplier, tag, Map.of());
    }

    /** Adds a server, disabled and offline. */
    public Addition add(
            ServerId id,
            URI url,
            String secret,
            double loadMultiplier,
            Optional<String> tag,
            Map<Server.Setting, String> settings) {
        List<String> arguments = new ArrayList<>(
                List.of(actor.name(), id.value(), url.toString(), secret, String.valueOf(loadMultiplier)));
        arguments.addAll(List.of("tag", tag.orElse("")));
        settings.forEach((setting, value) -> arguments.addAll(List.of(setting.text(), value)));
        ScriptAnswer answer = ADD.ask(redis, arguments);
        ServerId known = new ServerId(answer.text("id"));
        return answer.is("added", "exists") ? new Addition.Added(known) : new Addition.Exists(known);
    }

    public static ServerId newId(URI url, boolean idIsHostName) {
        return idIsHostName ? new ServerId(url.getHost().toLowerCase(Locale.ROOT)) : ServerId.random();
    }

    /** Changes the state of a server; false if it was not found. */
    public boolean changeState(ServerId id, Server.State state) {
        return update(id, ServerUpdate.state(state)) instanceof Change.Changed;
    }

    /** Changes values of a server atomically. */
    public Change update(ServerId id, ServerUpdate update) {
        List<String> arguments = new ArrayList<>(List.of(actor.name(), id.value()));
        arguments.addAll(update.fields());
        ScriptAnswer answer = UPDATE.ask(redis, arguments);
        return switch (answer.outcome()) {
            case "changed" -> new Change.Changed();
            case "exists" -> new Change.UrlTaken(new ServerId(answer.text("id")));
            case "not_found" -> new Change.NotFound();
            default -> throw answer.unknown();
        };
    }

    /** Removes a server; one with meetings only by force, with their records. */
    public Removal remove(ServerId id, boolean force) {
        ScriptAnswer answer = REMOVE.ask(redis, actor.name(), id.value(), force ? "1" : "0");
        return switch (answer.outcome()) {
            case "removed" -> new Removal.Removed((int) answer.number("meetings"));
            case "has_meetings" -> new Removal.HasMeetings((int) answer.number("meetings"));
            case "not_found" -> new Removal.NotFound();
            default -> throw answer.unknown();
        };
    }

    /** Reports that a call to a server failed: it becomes suspect, gets no new meetings, and is polled at once. */
    public void reportFailure(ServerId id, String failure) {
        if (REPORT_FAILURE.ask(redis, id.value(), failure).is("changed", "same")) {
            LOG.warn("Server {} is suspect and gets no new meetings: {}", id, failure);
        }
    }

    /**
     * Reports that a server failed to create a meeting, or did not answer: besides being suspect it gets no new
     * meetings for a pause, independent of polls ({@link CreatePauses}).
     */
    public void reportCreateFailure(ServerId id, String failure) {
        reportCreateFailure(id, failure, "");
    }

    /**
     * Reports that a server answered a create with an error that the request may have caused. It has an effect only
     * after several consecutive meetings.
     *
     * @param meeting that was not created: retries count once
     */
    public void reportDoubtfulCreate(ServerId id, String failure, String meeting) {
        reportCreateFailure(id, failure, meeting);
    }

    private void reportCreateFailure(ServerId id, String failure, String doubted) {
        ScriptAnswer answer = CREATE_FAILED.ask(
                redis,
                id.value(),
                failure,
                String.valueOf(CreatePauses.FIRST.toMillis()),
                String.valueOf(CreatePauses.MAX.toMillis()),
                doubted,
                String.valueOf(CreatePauses.MAX_DOUBTS),
                String.valueOf(CreatePauses.DOUBT_TTL.toMillis()));
        if (answer.number("failures") == 1) {
            LOG.warn("Server {} fails to create meetings and gets no new ones until one works: {}", id, failure);
        } else if (answer.is("changed", "same")) {
            LOG.warn("Server {} is suspect and gets no new meetings: {}", id, failure);
        }
    }

    /**
     * Records that servers have answered calls, so that unanswered polls do not take them offline.
     *
     * @param answers URLs of servers, and the time since their answer
     */
    public void recordReached(Map<URI, Duration> answers) {
        List<String> arguments = new ArrayList<>();
        answers.forEach((api, age) -> arguments.addAll(List.of(api.toString(), String.valueOf(age.toMillis()))));
        REACHED.run(redis, arguments);
    }

    /** The number of active pollers, and of those that reach few BBB servers. */
    public Pollers pollers() {
        Instant now = redis.now();
        Range<Long> alive = Range.create(now.minus(PollLeases.TTL).toEpochMilli(), now.toEpochMilli());
        return new Pollers(
                redis.call(commands -> commands.zcount(keys.of(RedisKey.POLLERS), alive)),
                redis.call(commands -> commands.zcount(keys.of(RedisKey.ISOLATED_POLLERS), alive)));
    }

    /** Pollers that claimed servers within the last seconds. */
    public record Pollers(long reaching, long isolated) {}

    /** Writes the result of a poll. */
    public PollWritten recordPoll(PollLease lease, PollRecord poll) {
        Server.PollCounters counters = poll.healthState().counters();
        List<String> arguments = new ArrayList<>(List.of(
                lease.server().value(),
                lease.token(),
                String.valueOf(poll.healthState().online()),
                String.valueOf(counters.healthyPolls()),
                String.valueOf(counters.unhealthyPolls()),
                poll.healthState().text()));
        switch (poll) {
            case PollRecord.Bad bad -> PollArguments.add(bad, arguments);
            case PollRecord.Good good -> PollArguments.add(good, arguments);
        }
        return PollArguments.written(POLL.ask(redis, arguments));
    }

    /** The users that meetings on a server are expected to get: by tenant and meeting id, with a colon in between. */
    public Map<String, Integer> expectedUsers(ServerId id) {
        Map<String, Integer> expected = new HashMap<>();
        redis.<Map<String, String>>call(commands -> commands.hgetall(keys.of(RedisKey.EXPECTED_USERS, id.value())))
                .forEach((meeting, value) -> {
                    Matcher matcher = EXPECTED.matcher(value);
                    if (matcher.matches()) {
                        expected.put(meeting, Integer.parseInt(matcher.group(1)));
                    }
                });
        return expected;
    }

    /** Has the pollers poll a server at once; false if it was not found. */
    public boolean pollNow(ServerId id) {
        return POLL_NOW.ask(redis, id.value()).is("requested", "not_found");
    }

    /** Writes the BBB release of a server, if the server exists. */
    public void recordVersion(ServerId id, String version) {
        VERSION.run(redis, id.value(), version);
    }

    /** Writes when the certificate of a server expires, if the server exists. */
    public void recordCertificate(ServerId id, Instant expiry) {
        CERTIFICATE.run(redis, id.value(), String.valueOf(expiry.toEpochMilli()));
    }

    /** The time by the clock of Redis. */
    public Instant now() {
        return redis.now();
    }

    /** The time of the last poll of a server by this suite, by the clock of Redis; empty if there was none. */
    public Optional<Instant> lastPoll(ServerId id) {
        return Optional.ofNullable(redis.<String>call(
                        commands -> commands.hget(keys.of(RedisKey.SERVER_MEMORY, id.value()), "polled_at")))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }

    public Optional<Server> find(ServerId id) {
        // The keys of a server that is not registered may be anybody's: the one of its counters is the bare id.
        boolean registered = redis.call(commands -> commands.sismember(keys.of(RedisKey.SERVERS), id.value()));
        return registered ? read(Set.of(id.value())).stream().findFirst() : Optional.empty();
    }

    /**
     * The servers whose meetings can be reached: online and not disabled. Pipelined, because a script would block
     * Redis.
     */
    public List<ServingServer> serving() {
        RedisAsyncCommands<String, String> async = redis.async();
        RedisFuture<Set<String>> enabled = async.smembers(keys.of(RedisKey.ENABLED_SERVERS));
        Map<String, RedisFuture<List<KeyValue<String, String>>>> hashes = new HashMap<>();
        for (String id : redis.<Set<String>>call(commands -> commands.smembers(keys.of(RedisKey.SERVERS)))) {
            hashes.put(id, async.hmget(keys.of(RedisKey.SERVER, id), "url", "secret", "online", "state"));
        }
        Set<String> enabledIds = redis.await(enabled);
        List<ServingServer> servers = new ArrayList<>();
        hashes.forEach((id, hash) ->
                serving(id, redis.await(hash), enabledIds.contains(id)).ifPresent(servers::add));
        return servers;
    }

    /** The serving servers that have meetings: at their last poll, or because of a create or join after it. */
    public List<ServingServer> hosting() {
        RedisAsyncCommands<String, String> async = redis.async();
        List<PendingHost> pending = serving().stream()
                .map(server -> new PendingHost(
                        server,
                        async.hmget(keys.of(RedisKey.SERVER, server.id().value()), "meetings"),
                        async.exists(keys.of(RedisKey.RESERVATIONS, server.id().value()))))
                .toList();
        return pending.stream()
                .filter(host -> redis.await(host.reserved()) > 0
                        || !redis.await(host.meetings())
                                .getFirst()
                                .getValueOrElse("")
                                .equals("0"))
                .map(PendingHost::server)
                .toList();
    }

    private record PendingHost(
            ServingServer server, RedisFuture<List<KeyValue<String, String>>> meetings, RedisFuture<Long> reserved) {}

    /** Very old data have no state, only membership of the enabled set. */
    private static Optional<ServingServer> serving(String id, List<KeyValue<String, String>> hash, boolean enabled) {
        boolean isServing = hash.get(0).hasValue()
                && hash.get(2).getValueOrElse("").equals("true")
                && !hash.get(3).getValueOrElse(enabled ? "enabled" : DISABLED).equals(DISABLED);
        if (!isServing) {
            return Optional.empty();
        }
        URI url = URI.create(hash.get(0).getValue());
        return Optional.of(new ServingServer(
                new ServerId(id), new BbbEndpoint(url, hash.get(1).getValueOrElse(""), true)));
    }

    /** All servers, in no particular order. */
    public List<Server> all() {
        return read(redis.call(commands -> commands.smembers(keys.of(RedisKey.SERVERS))));
    }

    private List<Server> read(Set<String> ids) {
        RedisAsyncCommands<String, String> async = redis.async();
        RedisFuture<Set<String>> enabled = async.smembers(keys.of(RedisKey.ENABLED_SERVERS));
        RedisFuture<List<ScoredValue<String>>> loads = async.zrangeWithScores(keys.of(RedisKey.SERVER_LOAD), 0, -1);
        RedisFuture<List<ScoredValue<String>>> cordoned =
                async.zrangeWithScores(keys.of(RedisKey.CORDONED_SERVER_LOAD), 0, -1);
        RedisFuture<List<String>> failing = async.hkeys(keys.of(RedisKey.CREATE_FAILURES));
        List<PendingServer> pending = ids.stream()
                .map(id -> new PendingServer(
                        id,
                        async.hgetall(keys.of(RedisKey.SERVER, id)),
                        async.hgetall(keys.of(RedisKey.POLL_COUNTERS, id)),
                        async.hmget(keys.of(RedisKey.SERVER_MEMORY, id), ServerHash.SETTINGS)))
                .toList();
        Map<String, Double> loadById = new HashMap<>();
        redis.await(loads).forEach(entry -> loadById.put(entry.getValue(), entry.getScore()));
        redis.await(cordoned).forEach(entry -> loadById.putIfAbsent(entry.getValue(), entry.getScore()));
        redis.await(failing).forEach(loadById::remove);
        Set<String> enabledIds = redis.await(enabled);
        List<Server> servers = new ArrayList<>();
        for (PendingServer server : pending) {
            ServerHash.read(
                            new ServerId(server.id()),
                            redis.await(server.hash()),
                            redis.await(server.counters()),
                            redis.await(server.settings()),
                            enabledIds.contains(server.id()),
                            Optional.ofNullable(loadById.get(server.id())))
                    .ifPresent(servers::add);
        }
        return servers;
    }

    private record PendingServer(
            String id,
            RedisFuture<Map<String, String>> hash,
            RedisFuture<Map<String, String>> counters,
            RedisFuture<List<KeyValue<String, String>>> settings) {}
}
