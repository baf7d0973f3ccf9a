package org.scalelite.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.suite.BenchmarkException;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;

/**
 * How long Redis is busy with each script that calls and polls run, in a registry of 300 servers × 50 meetings, of which one
 * tenant with limits has two thirds. While a script runs, everybody else waits.
 */
final class ScriptTimes {
    private static final int SERVERS = 300;
    private static final int MEETINGS = 50;
    private static final int LIMITED_SERVERS = 200;
    private static final int USERS = 7;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Optional<Integer> FAR = Optional.of(1_000_000);
    private static final Map<String, String> NAMESPACE = Map.of("REDIS_NAMESPACE", "benchmark-scripts");

    private final RedisStore redis;
    private final ScriptClock clock;
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final PollLeases leases;
    private final List<ServerId> ids = new ArrayList<>();
    private String tenant = "";

    ScriptTimes(Suite suite, Report report) {
        this.redis = suite.redis(NAMESPACE);
        this.clock = new ScriptClock(redis, report);
        this.servers = new ServerRegistry(redis);
        this.meetings = new MeetingDirectory(redis);
        this.leases = new PollLeases(redis);
    }

    void measure() {
        fill();
        find();
        assign();
        poll();
        claim();
        release();
    }

    private void fill() {
        tenant = new TenantRegistry(redis, Actor.SUITE)
                                .add(Map.of(TenantField.NAME, "limited", TenantField.SECRETS, "secret"))
                        instanceof TenantRegistry.Result.Done(String id)
                ? id
                : "";
        for (int i = 0; i < SERVERS; i++) {
            URI url = URI.create("https://bbb-" + i + ".example.org/bigbluebutton/api");
            ServerId id = new ServerId("bbb-" + i);
            servers.add(id, url, "a-secret-of-some-forty-characters-in-all-", 1, Optional.empty());
            servers.changeState(id, Server.State.ENABLED);
            ids.add(id);
            write(i, true);
        }
    }

    private void write(int server, boolean adoptable) {
        List<PollRecord.Meeting> reported = IntStream.range(0, MEETINGS)
                .mapToObj(i -> new PollRecord.Meeting(
                        key(server, i).tenantText(),
                        key(server, i).meetingId(),
                        USERS,
                        adoptable,
                        String.valueOf(100_000_000 + server * MEETINGS + i),
                        "moderator-password",
                        Instant.EPOCH))
                .toList();
        Server.Statistics statistics =
                new Server.Statistics(MEETINGS, MEETINGS * USERS, USERS, 0, Optional.of("3.0.4"));
        PollLease lease = leases.seize(ids.get(server)).orElseThrow();
        servers.recordPoll(
                lease,
                new PollRecord.Good(
                        new HealthState.Healthy(),
                        MEETINGS,
                        statistics,
                        MeetingTotals.NONE,
                        servers.now(),
                        DAY,
                        MINUTE,
                        MINUTE,
                        reported));
    }

    private MeetingKey key(int server, int meeting) {
        return new MeetingKey(
                server < LIMITED_SERVERS ? Optional.of(tenant) : Optional.empty(), "room-" + server + "-" + meeting);
    }

    private MeetingKey some(int turn) {
        return key(turn % LIMITED_SERVERS, turn % MEETINGS);
    }

    private MeetingKey fresh(String name, int turn) {
        return new MeetingKey(Optional.of(tenant), name + turn);
    }

    private void find() {
        clock.time("meeting-find", i -> meetings.lookUp(some(i)));
        clock.time("meeting-find, join below max_users", i -> meetings.findToJoin(some(i), FAR));
        clock.time("meeting-find, join at max_users", i -> meetings.findToJoin(some(i), Optional.of(1)));
    }

    private void assign() {
        clock.time("meeting-assign of one that exists", i -> place(some(i)));
        List<MeetingLocation> placed = new ArrayList<>();
        clock.time("meeting-assign, servers equally loaded", i -> placed.add(place(fresh("assigned-", i))));
        clock.time("meeting-move", i -> {
            MeetingLocation from = placed.get(i);
            placed.set(i, placed(meetings.moveNew(from.meeting(), from.server(), request(from.meeting()), List.of())));
        });
        clock.time("meeting-created", i -> remember(placed.get(i)));
        clock.time("meeting-forget", i -> {
            MeetingLocation last = placed.get(i);
            meetings.forget(last.meeting(), ForgetCondition.on(last.server()));
        });
    }

    private void remember(MeetingLocation location) {
        meetings.remember(location, "<response>" + "x".repeat(800) + "</response>", true, DAY);
    }

    private MeetingLocation place(MeetingKey meeting) {
        return placed(meetings.assign(meeting, request(meeting)));
    }

    private static MeetingLocation placed(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Created(MeetingLocation location, boolean _) -> location;
            case Assignment.Existing existing -> existing.location();
            case Assignment other -> throw new BenchmarkException("a meeting was not placed: " + other);
        };
    }

    private static PlacementRequest request(MeetingKey meeting) {
        int bridge = Math.floorMod(meeting.hashCode(), 100_000_000) + 200_000_000;
        return new PlacementRequest(
                "moderator-password",
                1,
                TagRequirement.none(),
                List.of(String.valueOf(bridge), String.valueOf(bridge + 1), String.valueOf(bridge + 2)),
                FAR,
                DAY);
    }

    private void poll() {
        clock.time("server-poll with 50 meetings", i -> write(i % SERVERS, false));
    }

    private void claim() {
        clock.time("poll-claim, all 300 due", _ -> {
            ids.forEach(this::makeDue);
            leases.claim(DAY);
        });
        List<PollLease> held =
                ids.stream().map(id -> leases.seize(id).orElseThrow()).toList();
        clock.time("poll-claim, none due", _ -> leases.claim(DAY));
        clock.time("poll-renew of 300 leases", _ -> leases.renew(held));
        clock.time("poll-release", i -> leases.release(held.get(i % SERVERS), Optional.of(MINUTE)));
        clock.time(
                "meeting-stale-copies of 50", i -> meetings.staleCopies(ids.get(i % SERVERS), ofServer(i % SERVERS)));
    }

    private void makeDue(ServerId id) {
        long _ = redis.<Long>call(commands -> commands.zadd(redis.keys().of(RedisKey.POLLS_DUE), 0, id.value()));
        long _ = redis.<Long>call(commands -> commands.zrem(redis.keys().of(RedisKey.POLL_LEASES), id.value()));
    }

    private List<MeetingKey> ofServer(int server) {
        return IntStream.range(0, MEETINGS).mapToObj(i -> key(server, i)).toList();
    }

    private void release() {
        List<PollLease> held =
                ids.stream().map(id -> leases.seize(id).orElseThrow()).toList();
        clock.time(
                "server-poll, offline",
                i -> servers.recordPoll(
                        held.get(i % SERVERS), new PollRecord.Bad(new HealthState.Offline(0), "refused")));
        clock.time("server-release of 50 meetings", i -> {
            ServerId id = ids.get(i);
            meetings.release(
                    held.get(i),
                    ofServer(i).stream()
                            .map(key -> new KnownMeeting("", key, id, Instant.EPOCH))
                            .toList());
        });
    }
}
