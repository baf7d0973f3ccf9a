package org.scalelite.benchmarks;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.Benchmark.Pace;
import org.scalelite.benchmarks.Runs.Comparison;
import org.scalelite.benchmarks.load.FloorAddresses;
import org.scalelite.benchmarks.load.LoadCase;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.Pool;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.benchmarks.suite.Suite.Simulators;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;

/**
 * Calls that concern one meeting. Half of the servers hold the meetings that are asked for, the other half get the new
 * ones, and lose them before each measurement.
 */
public final class CallRuns {
    private static final int SERVERS = 8;
    private static final int FIRST_FOR_NEW = SERVERS / 2;
    private static final String TAG = "lasting";
    private static final int MEETINGS = 400;
    private static final int PREPARED = 60_000;
    private static final String USERS = "{\"meetingID\":\"%s\",\"moderators\":1,\"viewers\":9}";

    private final Pool pool;
    private final Pace pace;
    private final List<String> meetings = new ArrayList<>();
    private int created;
    private int forgotten;

    public CallRuns(Suite suite, RedisStore redis, Pace pace) {
        this.pace = pace;
        Simulators simulators = suite.simulators("call-simulator", SERVERS, 1);
        this.pool = new Pool("calls", simulators, redis);
        pool.register(Optional.of(TAG), 0, FIRST_FOR_NEW);
        pool.register(Optional.empty(), FIRST_FOR_NEW, SERVERS);
    }

    /** Meetings of ten users each, made through the API, so that the load balancer knows them. */
    public void createMeetings(Service api) {
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

    public FloorAddresses addresses(List<URI> lists) {
        List<URI> running = new ArrayList<>();
        List<URI> info = new ArrayList<>();
        for (String id : meetings) {
            SignedCalls calls = pool.simulators().calls(pool.serverOf(id));
            CallParameters which = CallParameters.of("meetingID", id);
            running.add(calls.address("isMeetingRunning", which));
            info.add(calls.address("getMeetingInfo", which));
        }
        List<URI> creates = pool.simulators().urls().subList(FIRST_FOR_NEW, SERVERS).stream()
                .map(url -> URI.create(url + "/create"))
                .toList();
        return new FloorAddresses(running, info, lists, creates);
    }

    public List<Comparison> comparisons(Service floors, Service api) {
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
        Supplier<byte[]> creates = () -> calls.request("create", newMeeting());
        LoadCase create = create("create", api, creates);
        LoadCase passedCreate = create("floor: proxy create", floors, this::passedCreate);
        return List.of(
                new Comparison(redis, join(api, calls), 0.6),
                new Comparison(running, forwarded("isMeetingRunning", api, calls), 0.6),
                new Comparison(running, create, 0.4),
                new Comparison(passedCreate, create, 0.4),
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

    private LoadCase create(String name, Service service, Supplier<byte[]> creates) {
        Queue<byte[]> prepared = new ArrayDeque<>();
        return new LoadCase(
                name,
                service,
                pace.connections(),
                () -> {
                    byte[] request = prepared.poll();
                    return request == null ? creates.get() : request;
                },
                LoadCase::isSuccess,
                () -> {
                    forgetNewMeetings();
                    prepared.clear();
                    while (prepared.size() < PREPARED) {
                        prepared.add(creates.get());
                    }
                });
    }

    private void forgetNewMeetings() {
        for (int server = FIRST_FOR_NEW; server < SERVERS; server++) {
            pool.control(server, "POST", "restart", "");
        }
        pool.forget(IntStream.range(forgotten, created)
                .mapToObj(CallRuns::newMeetingId)
                .toList());
        forgotten = created;
    }

    private static String newMeetingId(int number) {
        return "new-meeting-" + number;
    }

    private byte[] passedCreate() {
        int server = created % FIRST_FOR_NEW;
        return SignedCalls.get("/floor/create/" + server + "?"
                + pool.simulators().calls(FIRST_FOR_NEW + server).signed("create", newMeeting()));
    }

    private CallParameters newMeeting() {
        return CallParameters.of("meetingID", newMeetingId(created++))
                .with("name", "New meeting")
                .with("attendeePW", "ap")
                .with("moderatorPW", "mp")
                .with("record", "false")
                .with("meta_origin", "benchmark")
                .with("logoutURL", "https://example.org/done");
    }

    public void disable() {
        forgetNewMeetings();
        pool.change(Server.State.DISABLED);
    }

    public ServiceProcess simulator() {
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
