package org.scalelite.benchmarks;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.scalelite.benchmarks.Benchmark.Pace;
import org.scalelite.benchmarks.Runs.Comparison;
import org.scalelite.benchmarks.Suite.Service;
import org.scalelite.benchmarks.Suite.Simulators;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;

/**
 * Calls that concern one meeting. Half of the servers hold the meetings that are asked for, the other half get the new
 * ones, and lose them before each measurement.
 */
final class CallRuns {
    private static final int SERVERS = 8;
    private static final int FIRST_FOR_NEW = SERVERS / 2;
    private static final String TAG = "lasting";
    private static final int MEETINGS = 400;
    private static final int PREPARED = 40_000;
    private static final String USERS = "{\"meetingID\":\"%s\",\"moderators\":1,\"viewers\":9}";

    private final Pool pool;
    private final Pace pace;
    private final List<String> meetings = new ArrayList<>();
    private final Queue<byte[]> creates = new ArrayDeque<>();
    private int created;

    CallRuns(Suite suite, RedisStore redis, Pace pace) {
        this.pace = pace;
        Simulators simulators = suite.simulators("call-simulator", SERVERS, 1);
        this.pool = new Pool("calls", simulators, redis);
        pool.register(Optional.of(TAG), 0, FIRST_FOR_NEW);
        pool.register(Optional.empty(), FIRST_FOR_NEW, SERVERS);
    }

    /** Meetings of ten users each, made through the API, so that the load balancer knows them. */
    void createMeetings(Service api) {
        SignedCalls calls = Suite.frontEnd(api);
        for (int i = 0; i < MEETINGS; i++) {
            String id = "lasting-meeting-" + i;
            Suite.create(
                    calls,
                    CallParameters.of("meetingID", id)
                            .with("name", "Lasting meeting " + i)
                            .with("meta_server-tag", TAG + "!"));
            pool.control(pool.serverOf(id), "POST", "users", USERS.formatted(id));
            meetings.add(id);
        }
    }

    FloorAddresses addresses(List<URI> lists) {
        List<URI> running = new ArrayList<>();
        List<URI> info = new ArrayList<>();
        for (String id : meetings) {
            SignedCalls calls = pool.simulators().calls(pool.serverOf(id));
            CallParameters which = CallParameters.of("meetingID", id);
            running.add(calls.address("isMeetingRunning", which));
            info.add(calls.address("getMeetingInfo", which));
        }
        return new FloorAddresses(running, info, lists);
    }

    List<Comparison> comparisons(Service floors, Service api) {
        SignedCalls calls = Suite.frontEnd(api);
        LoadCase redis = new LoadCase(
                "floor: one Redis read",
                floors,
                pace.connections(),
                cycle(meetings.stream()
                        .map(id -> SignedCalls.get("/floor/redis/" + id))
                        .toList()),
                answer -> answer.status() == 200 && answer.bodyLength() > 0,
                CallRuns::nothing);
        LoadCase running = floor("running", "floor: proxy isMeetingRunning", floors);
        LoadCase info = floor("info", "floor: proxy getMeetingInfo", floors);
        LoadCase create = new LoadCase(
                "create",
                api,
                pace.connections(),
                () -> nextCreate(calls),
                LoadCase::isSuccess,
                () -> prepareCreates(calls));
        return List.of(
                new Comparison(redis, join(api, calls), 0.6),
                new Comparison(running, forwarded("isMeetingRunning", api, calls), 0.6),
                new Comparison(running, create, 0.4),
                new Comparison(info, forwarded("getMeetingInfo", api, calls), 0.6));
    }

    private LoadCase floor(String path, String name, Service floors) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < meetings.size(); i++) {
            requests.add(SignedCalls.get("/floor/" + path + "/" + i));
        }
        return new LoadCase(name, floors, pace.connections(), cycle(requests), LoadCase::isSuccess, CallRuns::nothing);
    }

    private LoadCase join(Service api, SignedCalls calls) {
        List<byte[]> requests = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            for (String id : meetings) {
                requests.add(calls.request(
                        "join",
                        CallParameters.of("meetingID", id)
                                .with("fullName", "Ada Lovelace " + user)
                                .with("userID", "user-" + user)
                                .with("role", "VIEWER")));
            }
        }
        return new LoadCase("join", api, pace.connections(), cycle(requests), LoadCase::isRedirect, CallRuns::nothing);
    }

    private LoadCase forwarded(String call, Service api, SignedCalls calls) {
        List<byte[]> requests = meetings.stream()
                .map(id -> calls.request(call, CallParameters.of("meetingID", id)))
                .toList();
        return new LoadCase(call, api, pace.connections(), cycle(requests), LoadCase::isSuccess, CallRuns::nothing);
    }

    private byte[] nextCreate(SignedCalls calls) {
        byte[] prepared = creates.poll();
        return prepared == null ? newCreate(calls) : prepared;
    }

    private void prepareCreates(SignedCalls calls) {
        for (int server = FIRST_FOR_NEW; server < SERVERS; server++) {
            pool.control(server, "POST", "restart", "");
        }
        while (creates.size() < PREPARED) {
            creates.add(newCreate(calls));
        }
    }

    private byte[] newCreate(SignedCalls calls) {
        String id = "new-meeting-" + created++;
        return calls.request(
                "create",
                CallParameters.of("meetingID", id)
                        .with("name", "New meeting")
                        .with("attendeePW", "ap")
                        .with("moderatorPW", "mp")
                        .with("record", "false")
                        .with("meta_origin", "benchmark")
                        .with("logoutURL", "https://example.org/done"));
    }

    void disable() {
        pool.change(Server.State.DISABLED);
    }

    ServiceProcess simulator() {
        return pool.simulators().process();
    }

    private static Supplier<byte[]> cycle(List<byte[]> requests) {
        return new Supplier<>() {
            private int next;

            @Override
            public byte[] get() {
                next = next + 1 < requests.size() ? next + 1 : 0;
                return requests.get(next);
            }
        };
    }

    private static void nothing() {
        // Most cases need nothing before they are measured.
    }
}
