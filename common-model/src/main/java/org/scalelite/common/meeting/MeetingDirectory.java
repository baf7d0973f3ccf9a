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

/** The meetings and their servers, in Redis. Each method is one round trip; each change is one script. */
public final class MeetingDirectory {
    private static final RedisScript ASSIGN = RedisScript.named("meeting-assign");
    private static final RedisScript MOVE = RedisScript.named("meeting-move");
    private static final RedisScript FIND = RedisScript.named("meeting-find");
    private static final RedisScript FORGET = RedisScript.named("meeting-forget");
    private static final RedisScript CREATED = RedisScript.named("meeting-created");
    private static final RedisScript RELEASE = RedisScript.named("server-release");
    private static final RedisScript STALE_COPIES = RedisScript.named("meeting-orphaned");
    private static final RedisScript SPLIT = RedisScript.named("meeting-split");
    private static final int RANDOM_BOUND = 1 << 20;
    private static final int PLACEMENT_FIELDS = 10;
    private static final int STATE_FIELDS = 4;

    /**
     * How long a meeting counts as in use after a create or join, although its server reports no users: the default of
     * meetingExpireIfNoUserJoinedInMinutes of BBB.
     */
    private static final Duration IN_USE = Duration.ofMinutes(5);

    /** Scripts block Redis. */
    private static final int RELEASE_BATCH = 10;

    private final RedisStore redis;

    public MeetingDirectory(RedisStore redis) {
        this.redis = redis;
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
                String.valueOf(request.expectedUsers()),
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
        arguments.addAll(request.voiceBridges());
        return assignment(meeting, ASSIGN.run(redis, arguments));
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
                String.valueOf(request.expectedUsers()),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                request.parent().isPresent() ? "1" : "0"));
        tried.forEach(server -> arguments.add(server.value()));
        return assignment(meeting, MOVE.run(redis, arguments));
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
                String.valueOf(IN_USE.toMillis()));
        return Set.of("remembered", "restored").contains(outcome.getFirst());
    }

    /** The location of a meeting. */
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
        List<String> answer = FIND.run(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                String.valueOf(joining),
                limit(maxUsers),
                String.valueOf(IN_USE.toMillis()));
        return switch (answer.getFirst()) {
            case "found" -> new Admission.Admitted(location(meeting, answer));
            case "limit_reached" -> new Admission.LimitReached();
            case "awaited", "no_servers" ->
                new Admission.Unsure(answer.getFirst().equals("awaited"));
            default -> new Admission.NoMeeting();
        };
    }

    /** Removes the record of a meeting, if it is on this server. */
    public boolean forget(MeetingKey meeting, ServerId onServer) {
        return forget(meeting, onServer, "", "", "", false);
    }

    /**
     * Removes the record of a meeting that its server does not have or has ended.
     *
     * @param checkedAt when the server was asked, by {@link RedisStore#now}: a later create keeps the record
     */
    public boolean forgetEnded(MeetingKey meeting, ServerId onServer, Instant checkedAt) {
        return forget(meeting, onServer, "", micros(checkedAt), "", false);
    }

    /**
     * The same for a meeting without users that may still run. One that was created or joined within the last minutes
     * is kept.
     */
    public boolean forgetEmpty(MeetingKey meeting, ServerId onServer, Instant checkedAt) {
        return forget(meeting, onServer, "", micros(checkedAt), "", true);
    }

    /** The same for a meeting whose server was assigned before this time. */
    public boolean forgetOlder(MeetingKey meeting, ServerId onServer, Instant assignedBefore, Instant checkedAt) {
        return forget(meeting, onServer, millis(assignedBefore), micros(checkedAt), "", false);
    }

    /** The same, if the poller still holds the lease of the server. */
    public boolean forgetUnlisted(MeetingKey meeting, PollLease lease, Instant assignedBefore, Instant checkedAt) {
        return forget(meeting, lease.server(), millis(assignedBefore), micros(checkedAt), lease.token(), false);
    }

    /**
     * Removes the record of a meeting that could not be created on this server, unless another create has created it
     * meanwhile. If the server has created it, that is a stale copy.
     */
    public boolean rollback(MeetingKey meeting, ServerId onServer) {
        return forgetEmpty(meeting, onServer, Instant.EPOCH);
    }

    /** The time by the clock of Redis. */
    public Instant now() {
        return redis.now();
    }

    private boolean forget(
            MeetingKey meeting,
            ServerId onServer,
            String assignedBefore,
            String checkedAt,
            String lease,
            boolean mayBeThere) {
        List<String> answer = FORGET.run(
                redis,
                meeting.tenantText(),
                meeting.meetingId(),
                onServer.value(),
                assignedBefore,
                checkedAt,
                lease,
                mayBeThere ? "1" : "0");
        return answer.getFirst().equals("forgotten");
    }

    private static String millis(Instant time) {
        return String.valueOf(time.toEpochMilli());
    }

    private static String micros(Instant time) {
        return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time));
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

    /** Records that a meeting has users on a second server; false if it is recorded already. */
    public boolean recordSplit(MeetingKey meeting, ServerId server) {
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
        Optional<String> storedAnswer =
                answer.stream().skip(PLACEMENT_FIELDS + STATE_FIELDS).findFirst();
        if (!location.endpoint().online()) {
            return new Assignment.ServerOffline(location, storedAnswer);
        }
        MeetingState state = new MeetingState(
                flag(answer, PLACEMENT_FIELDS),
                flag(answer, PLACEMENT_FIELDS + 1),
                flag(answer, PLACEMENT_FIELDS + 2),
                flag(answer, PLACEMENT_FIELDS + 3));
        return new Assignment.Existing(location, state, storedAnswer);
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
