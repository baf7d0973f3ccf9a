package org.scalelite.common.meeting;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.meeting.Assignment.MeetingState;
import org.scalelite.common.placement.LoadWeights;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;
import org.scalelite.common.server.CreatePauses;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** The meetings and their servers, in Redis. Each method is one round trip; each change is one script. */
@Singleton
public final class MeetingDirectory {
    private static final RedisScript ASSIGN = RedisScript.named("meeting-assign");
    private static final RedisScript MOVE = RedisScript.named("meeting-move");
    private static final RedisScript FIND = RedisScript.named("meeting-find");
    private static final RedisScript FORGET = RedisScript.named("meeting-forget");
    private static final RedisScript CREATED = RedisScript.named("meeting-created");
    private static final RedisScript RELEASE = RedisScript.named("server-release");
    private static final RedisScript STALE_COPIES = RedisScript.named("meeting-stale-copies");
    private static final RedisScript SPLIT = RedisScript.named("meeting-split");
    private static final int RANDOM_BOUND = 1 << 20;
    /**
     * How long a meeting counts as in use after a create or join, although its server reports no users: the default of
     * meetingExpireIfNoUserJoinedInMinutes of BBB.
     */
    private static final Duration IN_USE = Duration.ofMinutes(5);

    /** The parent follows it. */
    private static final String BREAKOUT = "0 -1 ";

    /** Scripts block Redis. */
    private static final int RELEASE_BATCH = 10;

    private final RedisStore redis;
    private final LoadWeights weights;

    @Inject
    public MeetingDirectory(RedisStore redis, LoadWeights weights) {
        this.redis = redis;
        this.weights = weights;
    }

    /** With the load that Scalelite computes. */
    public MeetingDirectory(RedisStore redis) {
        this(redis, LoadWeights.DEFAULT);
    }

    /**
     * Assigns a server: the present one, or that of the parent, or the least loaded one that matches. Concurrent calls
     * for one meeting, on any replica, get the same server.
     */
    public Assignment assign(MeetingKey meeting, PlacementRequest request) {
        List<String> arguments = new ArrayList<>(List.of(
                meeting.tenantText(),
                meeting.meetingId(),
                request.moderatorPassword(),
                request.zone(),
                String.valueOf(request.timeToLive().toSeconds()),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                limit(request.maxMeetings()),
                String.valueOf(CreatePauses.FIRST.toMillis()),
                String.valueOf(CreatePauses.MAX.toMillis()),
                request.parent()
                        .map(parent -> new BreakoutParent(this).meetingId(meeting, parent))
                        .orElse("")));
        arguments.addAll(size(request));
        arguments.addAll(request.voiceBridges());
        return assignment(meeting, ASSIGN.ask(redis, arguments));
    }

    /**
     * Assigns another server to a meeting that could not be created on {@code from}. If no server is left, its record
     * is removed.
     *
     * @param tried servers that are excluded
     */
    public Assignment moveNew(MeetingKey meeting, ServerId from, PlacementRequest request, Collection<ServerId> tried) {
        List<String> arguments = new ArrayList<>(List.of(
                meeting.tenantText(),
                meeting.meetingId(),
                from.value(),
                request.zone(),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                request.parent().isPresent() ? "1" : "0"));
        arguments.addAll(size(request));
        tried.forEach(server -> arguments.add(server.value()));
        return assignment(meeting, MOVE.ask(redis, arguments));
    }

    /**
     * Stores the answer to a create, for a later create while the server is unavailable. The record of the meeting is
     * restored if it was removed meanwhile.
     *
     * @param isNew whether this create was the first one; otherwise the first stored answer is kept
     * @param timeToLive as in the placement request
     * @return false if the meeting was moved to another server: the created one is a stale copy, which is ended when it
     *     is empty
     */
    public boolean remember(MeetingLocation location, String answer, boolean isNew, Duration timeToLive) {
        MeetingKey meeting = location.meeting();
        ScriptAnswer outcome = CREATED.ask(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                location.server().value(),
                answer,
                isNew ? "new" : "known",
                location.moderatorPassword(),
                location.voiceBridge(),
                String.valueOf(timeToLive.toSeconds()),
                String.valueOf(IN_USE.toMillis()));
        return switch (outcome.outcome()) {
            case "remembered", "restored" -> true;
            case "gone", "moved" -> false;
            default -> throw outcome.unknown();
        };
    }

    public Optional<MeetingLocation> find(MeetingKey meeting) {
        return lookUp(meeting) instanceof Admission.Admitted(MeetingLocation location)
                ? Optional.of(location)
                : Optional.empty();
    }

    /** The same, with the reason why a meeting is not found; without a user limit. */
    public Admission lookUp(MeetingKey meeting) {
        return find(meeting, 0, Optional.empty());
    }

    /**
     * The location of a meeting, for a user who joins: the load of the server is increased if the user may join.
     *
     * @param maxUsers in all meetings of the tenant, this one included; empty: no limit
     */
    public Admission findToJoin(MeetingKey meeting, Optional<Integer> maxUsers) {
        return find(meeting, 1, maxUsers);
    }

    private Admission find(MeetingKey meeting, int joining, Optional<Integer> maxUsers) {
        ScriptAnswer answer = FIND.ask(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                String.valueOf(joining),
                limit(maxUsers),
                String.valueOf(IN_USE.toMillis()),
                String.valueOf(weights.user()));
        return switch (answer.outcome()) {
            case "found" -> new Admission.Admitted(location(meeting, answer));
            case "limit_reached" -> new Admission.LimitReached();
            case "unconfirmed" -> new Admission.Unsure(true);
            case "no_servers" -> new Admission.Unsure(false);
            case "not_found" -> new Admission.NoMeeting();
            default -> throw answer.unknown();
        };
    }

    /** Forgets a meeting if the condition holds; answers whether it does. */
    public boolean forget(MeetingKey meeting, ForgetCondition condition) {
        ScriptAnswer answer = FORGET.ask(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                condition.server().value(),
                condition
                        .assignedBefore()
                        .map(Instant::toEpochMilli)
                        .map(String::valueOf)
                        .orElse(""),
                condition.checkedAt().map(MeetingDirectory::micros).orElse(""),
                condition.lease().map(PollLease::token).orElse(""),
                condition.mayStillRun() ? "1" : "0");
        return answer.is("forgotten", "kept");
    }

    /** The time by the clock of Redis. */
    public Instant now() {
        return redis.now();
    }

    private static String micros(Instant time) {
        return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** The parents, by meeting, of those of these meetings that are breakout rooms and were created here. */
    public Map<MeetingKey, String> parents(List<KnownMeeting> known) {
        RedisAsyncCommands<String, String> async = redis.async();
        Map<MeetingKey, RedisFuture<String>> pending = new LinkedHashMap<>();
        for (KnownMeeting meeting : known) {
            String key =
                    redis.keys().of(RedisKey.EXPECTED_USERS, meeting.server().value());
            pending.put(meeting.key(), async.hget(key, meeting.key().text()));
        }
        Map<MeetingKey, String> parents = new HashMap<>();
        pending.forEach((meeting, future) -> {
            String value = redis.await(future);
            if (value != null && value.startsWith(BREAKOUT)) {
                parents.put(meeting, value.substring(BREAKOUT.length()));
            }
        });
        return parents;
    }

    /** All meetings. */
    public List<KnownMeeting> all() {
        return new SnapshotReader(redis).read();
    }

    /**
     * Removes the records of meetings of a server that has been unavailable for too long; returns those that were still
     * on it. If the server returns with one that runs elsewhere, {@link #staleCopies} finds it.
     */
    public List<MeetingKey> release(PollLease lease, Collection<KnownMeeting> meetings) {
        return meetings.stream()
                .map(KnownMeeting::key)
                .gather(Gatherers.windowFixed(RELEASE_BATCH))
                .flatMap(some -> release(lease, some).stream())
                .toList();
    }

    private List<MeetingKey> release(PollLease lease, List<MeetingKey> meetings) {
        List<String> arguments = new ArrayList<>(List.of(lease.server().value(), lease.token()));
        meetings.forEach(meeting -> arguments.addAll(names(meeting)));
        List<String> answer = RELEASE.run(redis, arguments);
        List<MeetingKey> released = new ArrayList<>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            released.add(MeetingKey.of(answer.get(i), answer.get(i + 1)));
        }
        return released;
    }

    /** The meetings among these that are stale copies on a server whose meetings were released. */
    public List<MeetingKey> staleCopies(ServerId server, List<MeetingKey> meetings) {
        List<String> arguments = new ArrayList<>();
        arguments.add(server.value());
        meetings.forEach(meeting -> arguments.addAll(names(meeting)));
        List<String> answer = STALE_COPIES.run(redis, arguments);
        return IntStream.range(0, meetings.size())
                .filter(i -> answer.get(i).equals("1"))
                .mapToObj(meetings::get)
                .toList();
    }

    /** Enters that a meeting has users on a server that it does not belong to; false if that is known. */
    public boolean recordSplit(MeetingKey meeting, ServerId server) {
        return SPLIT.ask(redis, meeting.tenantText(), meeting.meetingId(), server.value())
                .is("entered", "known");
    }

    private static List<String> names(MeetingKey meeting) {
        return List.of(meeting.tenantText(), meeting.meetingId());
    }

    private List<String> size(PlacementRequest request) {
        List<String> arguments = new ArrayList<>(request.size().arguments());
        arguments.add(String.valueOf(weights.user()));
        arguments.add(String.valueOf(weights.meeting()));
        return arguments;
    }

    private static String limit(Optional<Integer> limit) {
        return limit.map(String::valueOf).orElse("");
    }

    private static String random() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(RANDOM_BOUND));
    }

    private static Assignment assignment(MeetingKey meeting, ScriptAnswer answer) {
        return switch (answer.outcome()) {
            case "existing" -> existing(location(meeting, answer), answer);
            case "created" -> new Assignment.Created(location(meeting, answer), answer.flag("probe"));
            case "no_voice_bridge" -> new Assignment.NoVoiceBridge();
            case "not_yet" -> new Assignment.NotYet();
            case "no_server" -> new Assignment.NoServer();
            case "id_taken" -> new Assignment.IdTaken();
            case "no_parent" -> new Assignment.NoParent();
            case "parent_unavailable" -> new Assignment.ParentUnavailable();
            case "limit_reached" -> new Assignment.LimitReached();
            default -> throw answer.unknown();
        };
    }

    private static Assignment existing(MeetingLocation location, ScriptAnswer answer) {
        Optional<String> storedAnswer = answer.find("answer");
        if (!location.endpoint().online()) {
            return new Assignment.ServerOffline(location, storedAnswer);
        }
        MeetingState state = new MeetingState(
                answer.flag("created"), answer.flag("in_use"), answer.flag("failing"), answer.flag("suspect"));
        return new Assignment.Existing(location, state, storedAnswer);
    }

    private static MeetingLocation location(MeetingKey meeting, ScriptAnswer answer) {
        boolean online = Boolean.parseBoolean(answer.text("online"));
        return new MeetingLocation(
                meeting,
                new ServerId(answer.text("server")),
                new BbbEndpoint(URI.create(answer.text("url")), answer.text("secret"), online),
                answer.find("tag").filter(tag -> !tag.isEmpty()),
                EnumText.parse(Server.State.class, answer.text("state")),
                answer.text("moderator_pw"),
                answer.text("voice_bridge"),
                Instant.ofEpochMilli(answer.number("now")));
    }
}
