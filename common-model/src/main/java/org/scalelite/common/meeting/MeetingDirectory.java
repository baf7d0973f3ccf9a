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
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
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
    private static final RedisScript ORPHANED = RedisScript.named("meeting-orphaned");
    private static final RedisScript SPLIT = RedisScript.named("meeting-split");
    private static final int RANDOM_BOUND = 1 << 20;
    private static final int PLACEMENT_FIELDS = 10;
    private static final int STATE_FIELDS = 4;

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
        return assignment(meeting, ASSIGN.run(redis, arguments));
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
        return assignment(meeting, MOVE.run(redis, arguments));
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
        List<String> outcome = CREATED.run(
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
        return Set.of("remembered", "restored").contains(outcome.getFirst());
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
        List<String> answer = FIND.run(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                String.valueOf(joining),
                limit(maxUsers),
                String.valueOf(USED.toMillis()));
        return switch (answer.getFirst()) {
            case "found" -> new Admission.Admitted(location(meeting, answer));
            case "limit_reached" -> new Admission.LimitReached();
            case "awaited", "no_servers" ->
                new Admission.Unsure(answer.getFirst().equals("awaited"));
            default -> new Admission.NoMeeting();
        };
    }

    /** Forgets a meeting if the condition holds; answers whether it does. */
    public boolean forget(MeetingKey meeting, ForgetCondition condition) {
        List<String> answer = FORGET.run(
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
        return answer.getFirst().equals("forgotten");
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
        return SPLIT.run(redis, meeting.tenantText(), meeting.meetingId(), server.value())
                .getFirst()
                .equals("entered");
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

    private static Assignment assignment(MeetingKey meeting, List<String> answer) {
        return switch (answer.getFirst()) {
            case "existing" -> existing(location(meeting, answer), answer);
            case "created" -> new Assignment.Created(location(meeting, answer), flag(answer, PLACEMENT_FIELDS));
            case "no_voice_bridge" -> new Assignment.NoVoiceBridge();
            case "not_yet" -> new Assignment.NotYet();
            case "no_server" -> new Assignment.NoServer();
            case "id_taken" -> new Assignment.IdTaken();
            case "no_parent" -> new Assignment.NoParent();
            case "parent_unavailable" -> new Assignment.ParentUnavailable();
            case "limit_reached" -> new Assignment.LimitReached();
            default -> throw new IllegalStateException("unknown outcome " + answer.getFirst());
        };
    }

    private static Assignment existing(MeetingLocation location, List<String> answer) {
        Optional<String> made =
                answer.stream().skip(PLACEMENT_FIELDS + STATE_FIELDS).findFirst();
        if (!location.endpoint().online()) {
            return new Assignment.ServerOffline(location, made);
        }
        MeetingState state = new MeetingState(
                flag(answer, PLACEMENT_FIELDS),
                flag(answer, PLACEMENT_FIELDS + 1),
                flag(answer, PLACEMENT_FIELDS + 2),
                flag(answer, PLACEMENT_FIELDS + 3));
        return new Assignment.Existing(location, state, made);
    }

    private static boolean flag(List<String> answer, int index) {
        return answer.get(index).equals("1");
    }

    private static MeetingLocation location(MeetingKey meeting, List<String> answer) {
        boolean online = Boolean.parseBoolean(answer.get(5));
        return new MeetingLocation(
                meeting,
                new ServerId(answer.get(1)),
                new BbbEndpoint(URI.create(answer.get(2)), answer.get(3), online),
                Optional.of(answer.get(4)).filter(tag -> !tag.isEmpty()),
                Server.State.valueOf(answer.get(6).toUpperCase(Locale.ROOT)),
                answer.get(7),
                answer.get(8),
                Instant.ofEpochMilli(Long.parseLong(answer.get(9))));
    }
}
