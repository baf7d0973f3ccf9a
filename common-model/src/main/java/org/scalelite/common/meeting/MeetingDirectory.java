package org.scalelite.common.meeting;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** Which meeting lives on which server, in Redis. Each method is one round trip; each change is one script. */
public final class MeetingDirectory {
    private static final RedisScript ASSIGN = RedisScript.named("meeting-assign");
    private static final RedisScript MOVE = RedisScript.named("meeting-move");
    private static final RedisScript FIND = RedisScript.named("meeting-find");
    private static final RedisScript FORGET = RedisScript.named("meeting-forget");
    private static final RedisScript SWEEP = RedisScript.named("registry-sweep");
    private static final int RANDOM_BOUND = 1 << 20;

    private final RedisStore redis;

    public MeetingDirectory(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * The server of a meeting: the one it has, or the least loaded one that fits. Two calls for one meeting at the same
     * moment, wherever they run, get the same server.
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
                limit(request.maxMeetings())));
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
        return move(meeting, from, request, tried, Leaving.NEVER_MADE);
    }

    /** The same, because {@code from} has another tenant's meeting of this id, which is no failure of the server. */
    public Assignment moveApart(
            MeetingKey meeting, ServerId from, PlacementRequest request, Collection<ServerId> tried) {
        return move(meeting, from, request, tried, Leaving.TO_A_NAMESAKE);
    }

    /**
     * Gives a meeting that was made before another server, because {@code from} is out of reach. If no server is left,
     * the meeting stays where it is: it may still run there.
     */
    public Assignment moveAway(MeetingKey meeting, ServerId from, PlacementRequest request) {
        return move(meeting, from, request, List.of(from), Leaving.OUT_OF_REACH);
    }

    /** Why a meeting has to leave its server. */
    private enum Leaving {
        NEVER_MADE,
        TO_A_NAMESAKE,
        OUT_OF_REACH
    }

    private Assignment move(
            MeetingKey meeting, ServerId from, PlacementRequest request, Collection<ServerId> tried, Leaving why) {
        List<String> arguments = new ArrayList<>(List.of(
                meeting.tenantText(),
                meeting.meetingId(),
                from.value(),
                String.valueOf(request.expectedUsers()),
                request.tags().tagList(),
                request.tags().required() ? "1" : "0",
                random(),
                why == Leaving.OUT_OF_REACH ? "0" : "1",
                why == Leaving.TO_A_NAMESAKE ? "0" : "1"));
        tried.forEach(server -> arguments.add(server.value()));
        return assignment(meeting, MOVE.run(redis, arguments));
    }

    /** Where a meeting lives. */
    public Optional<Placement> find(MeetingKey meeting) {
        return find(meeting, 0, Optional.empty()) instanceof Admission.Admitted(Placement placement)
                ? Optional.of(placement)
                : Optional.empty();
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
        List<String> answer =
                FIND.run(redis, meeting.tenantText(), meeting.meetingId(), String.valueOf(joining), limit(maxUsers));
        return switch (answer.getFirst()) {
            case "found" -> new Admission.Admitted(placement(meeting, answer));
            case "limit_reached" -> new Admission.LimitReached();
            default -> new Admission.NoMeeting();
        };
    }

    /** Forgets a meeting, if it lives on this server. */
    public boolean forget(MeetingKey meeting, ServerId onServer) {
        return forget(meeting, onServer.value(), "");
    }

    /** Forgets a meeting, if it lives on this server and was given it before this time. */
    public boolean forgetOlder(MeetingKey meeting, ServerId onServer, Instant assignedBefore) {
        return forget(meeting, onServer.value(), String.valueOf(assignedBefore.toEpochMilli()));
    }

    private boolean forget(MeetingKey meeting, String onServer, String assignedBefore) {
        return FORGET.run(redis, meeting.tenantText(), meeting.meetingId(), onServer, assignedBefore)
                .getFirst()
                .equals("forgotten");
    }

    /** All meetings as they are now. */
    public DirectorySnapshot snapshot() {
        return new SnapshotReader(redis).read();
    }

    /** Removes what is left of expired records; answers how many things that were. */
    public int sweep(DirectorySnapshot snapshot) {
        if (snapshot.expired().isEmpty() && snapshot.deadBridges().isEmpty()) {
            return 0;
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(snapshot.expired().size()));
        arguments.addAll(snapshot.expired());
        arguments.addAll(snapshot.deadBridges());
        return SWEEP.run(redis, arguments).stream().mapToInt(Integer::parseInt).sum();
    }

    private static String limit(Optional<Integer> limit) {
        return limit.map(String::valueOf).orElse("");
    }

    private static String random() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(RANDOM_BOUND));
    }

    private static Assignment assignment(MeetingKey meeting, List<String> answer) {
        return switch (answer.getFirst()) {
            case "existing" -> new Assignment.Existing(placement(meeting, answer));
            case "created" -> new Assignment.Created(placement(meeting, answer));
            case "no_voice_bridge" -> new Assignment.NoVoiceBridge();
            case "no_server" -> new Assignment.NoServer();
            case "id_taken" -> new Assignment.IdTaken();
            case "limit_reached" -> new Assignment.LimitReached();
            default -> throw new IllegalStateException("unknown outcome " + answer.getFirst());
        };
    }

    private static Placement placement(MeetingKey meeting, List<String> answer) {
        boolean online = Boolean.parseBoolean(answer.get(5));
        return new Placement(
                meeting,
                new ServerId(answer.get(1)),
                new BbbEndpoint(URI.create(answer.get(2)), answer.get(3), online),
                Optional.of(answer.get(4)).filter(tag -> !tag.isEmpty()),
                Server.State.valueOf(answer.get(6).toUpperCase(Locale.ROOT)),
                answer.get(7),
                answer.get(8));
    }
}
