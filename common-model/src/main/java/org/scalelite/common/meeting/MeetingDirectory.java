package org.scalelite.common.meeting;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;
import org.scalelite.common.server.CreatePauses;
import org.scalelite.common.server.PollLease;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** Which meeting lives on which server, in Redis. Each method is one round trip; each change is one script. */
public final class MeetingDirectory {
    private static final RedisScript ASSIGN = RedisScript.named("meeting-assign");
    private static final RedisScript MOVE = RedisScript.named("meeting-move");
    private static final RedisScript FIND = RedisScript.named("meeting-find");
    private static final RedisScript FORGET = RedisScript.named("meeting-forget");
    private static final RedisScript CREATED = RedisScript.named("meeting-created");
    private static final RedisScript RELEASE = RedisScript.named("server-release");
    private static final RedisScript ORPHANED = RedisScript.named("meeting-stale-copies");
    private static final RedisScript SPLIT = RedisScript.named("meeting-split");
    private static final int RANDOM_BOUND = 1 << 20;
    /**
     * How long a meeting counts as used after it was created or joined, although its server shows nobody in it: as long as
     * BBB waits for the first user by default (meetingExpireIfNoUserJoinedInMinutes).
     */
    private static final Duration USED = Duration.ofMinutes(5);

    /** Redis does nothing else while a script runs. */
    private static final int RELEASED_AT_ONCE = 10;

    private final RedisStore redis;

    public MeetingDirectory(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * The server of a meeting: the one it has, or that of its parent, or the least loaded one that fits. Two calls for one
     * meeting at the same moment, wherever they run, get the same server.
     */
    public Assignment assign(MeetingKey meeting, PlacementRequest request) {
        List<String> arguments = new ArrayList<>(List.of(
                meeting.tenantText(),
                meeting.meetingId(),
                request.moderatorPassword(),
                String.valueOf(request.expectedUsers()),
                String.valueOf(request.timeToLive().toSeconds()),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                limit(request.maxMeetings()),
                String.valueOf(CreatePauses.FIRST.toMillis()),
                String.valueOf(CreatePauses.LONGEST.toMillis()),
                request.parent()
                        .map(parent -> new BreakoutParent(this).meetingId(meeting, parent))
                        .orElse("")));
        arguments.addAll(request.voiceBridges());
        return assignment(meeting, ASSIGN.ask(redis, arguments));
    }

    /**
     * Gives a meeting that was never made another server, because {@code from} cannot have it. If no server is left, the
     * meeting is forgotten.
     *
     * @param tried servers that are no choice any more
     */
    public Assignment moveNew(MeetingKey meeting, ServerId from, PlacementRequest request, Collection<ServerId> tried) {
        List<String> arguments = new ArrayList<>(List.of(
                meeting.tenantText(),
                meeting.meetingId(),
                from.value(),
                String.valueOf(request.expectedUsers()),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                request.parent().isPresent() ? "1" : "0"));
        tried.forEach(server -> arguments.add(server.value()));
        return assignment(meeting, MOVE.ask(redis, arguments));
    }

    /**
     * Remembers what a create was answered, in case the meeting's server is unavailable when it is created again. A meeting that
     * was taken for over while it was made is known again.
     *
     * @param isNew whether this create made the meeting; of a meeting that was there, what was remembered first is kept
     * @param timeToLive as in the request that placed it
     * @return false if the meeting belongs to another server by now, or its server may not have it any more: what was made
     *     is a copy, which is ended once it is empty
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
                String.valueOf(USED.toMillis()));
        return switch (outcome.outcome()) {
            case "remembered", "restored" -> true;
            case "gone", "moved" -> false;
            default -> throw outcome.unknown();
        };
    }

    /** Where a meeting lives. */
    public Optional<MeetingLocation> find(MeetingKey meeting) {
        return lookUp(meeting) instanceof Admission.Admitted(MeetingLocation location)
                ? Optional.of(location)
                : Optional.empty();
    }

    /** The same, where it matters why a meeting is not found; there is no limit. */
    public Admission lookUp(MeetingKey meeting) {
        return find(meeting, 0, Optional.empty());
    }

    /**
     * Where a meeting lives, for a user who is about to join: the server's load grows if it can be joined.
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
                String.valueOf(USED.toMillis()));
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

    /** The time by Redis' clock. */
    public Instant now() {
        return redis.now();
    }

    private static String micros(Instant time) {
        return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** All meetings as they are now. */
    public List<KnownMeeting> all() {
        return new SnapshotReader(redis).read();
    }

    /**
     * Forgets meetings of a server that has been unavailable for too long; answers those that were still on it. Should the server
     * come back with one that runs elsewhere by then, {@link #orphans} knows it.
     */
    public List<MeetingKey> release(PollLease lease, Collection<KnownMeeting> meetings) {
        return meetings.stream()
                .map(KnownMeeting::key)
                .gather(Gatherers.windowFixed(RELEASED_AT_ONCE))
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

    /** Which of these meetings are copies that a server kept while they were released. */
    public List<MeetingKey> orphans(ServerId server, List<MeetingKey> meetings) {
        List<String> arguments = new ArrayList<>();
        arguments.add(server.value());
        meetings.forEach(meeting -> arguments.addAll(names(meeting)));
        List<String> answer = ORPHANED.run(redis, arguments);
        return IntStream.range(0, meetings.size())
                .filter(i -> answer.get(i).equals("1"))
                .mapToObj(meetings::get)
                .toList();
    }

    /** Enters that a meeting has users on a server that it does not belong to; false if that is known. */
    public boolean enterSplit(MeetingKey meeting, ServerId server) {
        return SPLIT.ask(redis, meeting.tenantText(), meeting.meetingId(), server.value())
                .is("entered", "known");
    }

    private static List<String> names(MeetingKey meeting) {
        return List.of(meeting.tenantText(), meeting.meetingId());
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
        Optional<String> made = answer.find("answer");
        if (!location.endpoint().online()) {
            return new Assignment.ServerOffline(location, made);
        }
        MeetingState state = new MeetingState(
                answer.flag("created"), answer.flag("in_use"), answer.flag("failing"), answer.flag("suspect"));
        return new Assignment.Existing(location, state, made);
    }

    private static MeetingLocation location(MeetingKey meeting, ScriptAnswer answer) {
        boolean online = Boolean.parseBoolean(answer.text("online"));
        return new MeetingLocation(
                meeting,
                new ServerId(answer.text("server")),
                new BbbEndpoint(URI.create(answer.text("url")), answer.text("secret"), online),
                answer.find("tag").filter(tag -> !tag.isEmpty()),
                Server.State.valueOf(answer.text("state").toUpperCase(Locale.ROOT)),
                answer.text("moderator_pw"),
                answer.text("voice_bridge"),
                Instant.ofEpochMilli(answer.number("now")));
    }
}
