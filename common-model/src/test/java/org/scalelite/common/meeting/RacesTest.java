package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ZAddArgs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.Assignment.MeetingState;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.PollWritten;
import org.scalelite.common.server.PollWritten.Unexpected;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;

/**
 * A model of concurrent changes of one meeting by services, in all orders of their steps. A step is atomic: one script,
 * or one call to a BBB server, which is a set of meetings here. After each order the meeting is on one server at most,
 * and the registry is consistent.
 */
class RacesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINIMUM_AGE = Duration.ofMinutes(1);
    private static final int MAX_ROUNDS = 3;

    /** Up to this number, all orders are tried. */
    private static final int ALL_ORDERS_LIMIT = 100;

    private static TestRegistry registry;
    private static PollLeases leases;
    private static List<ServerId> servers;

    /** The real meetings of each BBB server. */
    private final Map<ServerId, Set<String>> bbb = new HashMap<>();

    private final List<Create> creates = new ArrayList<>();

    private static int meetings;
    private String meeting = "";

    @BeforeAll
    static void open() {
        registry = new TestRegistry();
        leases = new PollLeases(registry.redis());
        servers = Stream.of("a", "b", "c")
                .map(name -> registry.online(URI.create("http://" + name + "/api"), "s"))
                .toList();
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private MeetingKey key() {
        return new MeetingKey(Optional.empty(), meeting);
    }

    private static PlacementRequest request() {
        return new PlacementRequest(
                "mp", 10, TagRequirement.none(), List.of("71111", "72222", "73333"), Optional.empty(), DAY);
    }

    /** A create, which assigns a server again while the assignment changes. */
    private final class Create {
        private final boolean refused;
        private Optional<MeetingLocation> place = Optional.empty();
        private boolean isNew;
        private boolean made;
        private boolean fresh;
        private boolean succeeded;

        Create(boolean refused) {
            this.refused = refused;
        }

        List<Runnable> steps() {
            return List.of(this::assign, this::call, this::settle);
        }

        void assign() {
            place(registry.meetings().assign(key(), request()));
        }

        private void place(Assignment assignment) {
            isNew = assignment instanceof Assignment.Created;
            place = switch (assignment) {
                case Assignment.Created(MeetingLocation location, boolean _) -> Optional.of(location);
                case Assignment.Existing(MeetingLocation location, MeetingState state, Optional<String> _) ->
                    leaves(location, state) ? moved(location) : Optional.of(location);
                case Assignment _ -> Optional.empty();
            };
        }

        /** A failed server is asked for an unconfirmed meeting. */
        private boolean leaves(MeetingLocation location, MeetingState state) {
            return !state.created()
                    && state.createsFail()
                    && !has(location.server()).contains(meeting);
        }

        private Optional<MeetingLocation> moved(MeetingLocation location) {
            ServerId from = location.server();
            return registry.meetings().moveNew(key(), from, request(), List.of(from))
                            instanceof Assignment.Created(MeetingLocation other, boolean _)
                    ? Optional.of(other)
                    : Optional.empty();
        }

        /** A server rejects only a meeting that it does not have. */
        void call() {
            made = place.isPresent() && !(refused && isNew);
            fresh = made && has(place.orElseThrow().server()).add(meeting);
        }

        void settle() {
            if (made) {
                remember();
            } else if (place.isPresent()) {
                ServerId from = place.orElseThrow().server();
                place(registry.meetings().moveNew(key(), from, request(), List.of(from)));
                isNew = false;
                call();
                remember();
            }
            for (int round = 0; round < MAX_ROUNDS && made && !succeeded; round++) {
                assign();
                isNew = false;
                call();
                remember();
            }
        }

        private void remember() {
            succeeded = made && registry.meetings().remember(place.orElseThrow(), "made", fresh, DAY);
        }
    }

    /** A create whose answer is lost and which is executed late. */
    private final class Hung {
        private Optional<ServerId> server = Optional.empty();

        List<Runnable> steps() {
            return List.of(
                    () -> server = registry.meetings().assign(key(), request())
                                    instanceof Assignment.Created(MeetingLocation location, boolean _)
                            ? Optional.of(location.server())
                            : Optional.empty(),
                    () -> server.ifPresent(id -> registry.servers().reportCreateFailure(id, "timeout")),
                    () -> server.ifPresent(id -> has(id).add(meeting)));
        }
    }

    /** A poll of one server. */
    private final class Poll {
        private final ServerId server;
        private Optional<PollLease> lease = Optional.empty();
        private Instant sentAt = Instant.EPOCH;
        private Set<String> listed = Set.of();

        Poll(ServerId server) {
            this.server = server;
        }

        List<Runnable> steps() {
            return List.of(this::ask, this::write, this::forgetEnded);
        }

        private void ask() {
            lease = leases.seize(server);
            sentAt = registry.servers().now();
            listed = new HashSet<>(has(server));
        }

        private void write() {
            List<PollRecord.Meeting> reported = listed.stream()
                    .map(id -> new PollRecord.Meeting("", id, 1, true, "", "mp", Instant.EPOCH))
                    .toList();
            Server.Statistics found = new Server.Statistics(listed.size(), 0, 0, 0, Optional.empty());
            PollRecord good = new PollRecord.Good(
                    new HealthState.Healthy(),
                    listed.size(),
                    found,
                    MeetingTotals.NONE,
                    sentAt,
                    DAY,
                    MINIMUM_AGE,
                    Duration.ZERO,
                    reported);
            if (registry.servers().recordPoll(lease.orElseThrow(), good) instanceof PollWritten.Written written) {
                written.unexpected().forEach(this::endStaleCopy);
            }
        }

        /** The poller ends an empty stale copy while the meeting has users on its server. */
        private void endStaleCopy(Unexpected found) {
            if (found instanceof Unexpected.Elsewhere
                    && !registry.meetings().staleCopies(server, List.of(key())).isEmpty()) {
                has(server).remove(meeting);
            }
        }

        private void forgetEnded() {
            for (KnownMeeting known : registry.meetings().all()) {
                String id = known.key().meetingId();
                boolean missing = known.server().equals(server) && !listed.contains(id);
                if (missing && !has(server).contains(id)) {
                    registry.meetings()
                            .forget(
                                    known.key(),
                                    ForgetCondition.ended(known.server(), sentAt)
                                            .andAssignedBefore(sentAt.minus(MINIMUM_AGE))
                                            .andLeased(lease.orElseThrow()));
                }
            }
        }
    }

    /** A front-end ends the meeting. */
    private final class End {
        private Optional<MeetingLocation> place = Optional.empty();
        private Instant checkedAt = Instant.EPOCH;

        List<Runnable> steps() {
            return List.of(
                    () -> {
                        place = registry.meetings().find(key());
                        checkedAt = registry.meetings().now();
                    },
                    () -> place.ifPresent(found -> has(found.server()).remove(meeting)),
                    () -> place.ifPresent(found ->
                            registry.meetings().forget(key(), ForgetCondition.ended(found.server(), checkedAt))));
        }
    }

    /** A meeting ended callback, verified with the server. */
    private final class EndReport {
        private Optional<MeetingLocation> place = Optional.empty();
        private Instant checkedAt = Instant.EPOCH;
        private boolean over;

        List<Runnable> steps() {
            return List.of(
                    () -> {
                        place = registry.meetings().find(key());
                        checkedAt = registry.meetings().now();
                    },
                    () -> over = place.isPresent() && !has(place.get().server()).contains(meeting),
                    () -> {
                        if (over) {
                            registry.meetings()
                                    .forget(
                                            key(),
                                            ForgetCondition.ended(
                                                    place.orElseThrow().server(), checkedAt));
                        }
                    });
        }
    }

    /** An operator empties the server that the meeting is on. */
    private final class Panic {
        private Optional<ServerId> server = Optional.empty();
        private List<KnownMeeting> here = List.of();

        List<Runnable> steps() {
            return List.of(
                    () -> {
                        server = registry.meetings().find(key()).map(MeetingLocation::server);
                        server.ifPresent(id -> registry.servers().changeState(id, Server.State.DISABLED));
                    },
                    () -> {
                        here = registry.meetings().all().stream()
                                .filter(known ->
                                        server.filter(known.server()::equals).isPresent())
                                .toList();
                        here.forEach(
                                known -> has(known.server()).remove(known.key().meetingId()));
                    },
                    () -> here.forEach(
                            known -> registry.meetings().forget(known.key(), ForgetCondition.on(known.server()))));
        }
    }

    /** The server of the meeting is offline for too long, and has lost it. */
    private final class Release {
        private Optional<ServerId> server = Optional.empty();

        List<Runnable> steps() {
            return List.of(
                    () -> {
                        server = registry.meetings().find(key()).map(MeetingLocation::server);
                        server.ifPresent(id -> has(id).clear());
                    },
                    () -> server.ifPresent(registry::offline),
                    () -> server.ifPresent(registry::release));
        }
    }

    private Set<String> has(ServerId server) {
        return bbb.computeIfAbsent(server, _ -> new HashSet<>());
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(
                Arguments.of("two creates and a poll", List.of("create", "create", "poll a")),
                Arguments.of("a refused create, another one and a poll", List.of("refused", "create", "poll a")),
                Arguments.of("a create that hangs, another one and a poll", List.of("hung", "create", "poll a")),
                Arguments.of("a create that hangs and two more", List.of("hung", "create", "create")),
                Arguments.of("create, end and a poll", List.of("create", "end", "poll a")),
                Arguments.of("create, end and create", List.of("create", "end", "create")),
                Arguments.of("create, panic and a poll", List.of("create", "panic", "poll b")),
                Arguments.of("create, release and a poll", List.of("create", "release", "poll c")),
                Arguments.of("a repeated create and a poll", List.of("over", "create", "poll home")),
                Arguments.of("a repeated create and its end", List.of("over", "create", "end report")),
                Arguments.of("two repeated creates and a poll", List.of("over", "create", "create", "poll home")));
    }

    private List<Runnable> steps(String role) {
        return switch (role) {
            case "create" -> create(false).steps();
            case "hung" -> new Hung().steps();
            case "refused" -> create(true).steps();
            case "end" -> new End().steps();
            case "panic" -> new Panic().steps();
            case "release" -> new Release().steps();
            case "end report" -> new EndReport().steps();
            case "poll home" -> new Poll(home().orElseThrow()).steps();
            default -> new Poll(servers.get(role.charAt(role.length() - 1) - 'a')).steps();
        };
    }

    private Create create(boolean refused) {
        Create create = new Create(refused);
        creates.add(create);
        return create;
    }

    private Optional<ServerId> home() {
        return registry.meetings().find(key()).map(MeetingLocation::server);
    }

    /** An old meeting that its server no longer has. */
    private void beOver() {
        new Create(false).steps().forEach(Runnable::run);
        age();
        has(home().orElseThrow()).clear();
    }

    private void age() {
        registry.redis()
                .commands()
                .zadd(
                        registry.redis().keys().of(RedisKey.ASSIGNMENTS),
                        ZAddArgs.Builder.xx(),
                        1.0,
                        "meeting:" + meeting);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyOrderLeavesAConsistentRegistry(String scenario, List<String> script) {
        boolean over = script.getFirst().equals("over");
        List<String> roles = over ? script.subList(1, script.size()) : script;
        for (List<Integer> order : some(orders(roles.size(), 3))) {
            meeting = "m" + meetings++;
            creates.clear();
            if (over) {
                beOver();
            }
            List<List<Runnable>> steps = roles.stream().map(this::steps).toList();
            int[] next = new int[roles.size()];
            order.forEach(role -> steps.get(role).get(next[role]++).run());
            String when = scenario + " in the order " + order;
            if (roles.stream().noneMatch(Set.of("end", "panic", "release")::contains)) {
                checkPromises(when);
            }
            becomeQuiet();
            check(when);
            cleanUp();
        }
    }

    /** After a successful create the meeting is found at once. */
    private void checkPromises(String when) {
        if (creates.stream().anyMatch(create -> create.succeeded)) {
            assertThat(home().filter(server -> has(server).contains(meeting)))
                    .as("the created meeting, %s", when)
                    .isPresent();
        }
    }

    @Test
    void triesAllOrders() {
        assertThat(orders(2, 2)).hasSize(6).doesNotHaveDuplicates();
        assertThat(orders(3, 3)).hasSize(1680);
    }

    /** Some of them, from a random one on: all of them take minutes, and are tried with {@code -Draces.every=1}.
     * What is printed repeats the choice. */
    private static List<List<Integer>> some(List<List<Integer>> orders) {
        int every = orders.size() < ALL_ORDERS_LIMIT ? 1 : Integer.getInteger("races.every", 25);
        int first =
                Integer.getInteger("races.first", ThreadLocalRandom.current().nextInt(every)) % every;
        System.out.println("RacesTest: -Draces.every=" + every + " -Draces.first=" + first);
        return IntStream.range(0, orders.size())
                .filter(i -> i % every == first)
                .mapToObj(orders::get)
                .toList();
    }

    /** All orders in which {@code roles} can take {@code steps} steps each. */
    private static List<List<Integer>> orders(int roles, int steps) {
        List<List<Integer>> all = new ArrayList<>();
        int[] left = new int[roles];
        Arrays.fill(left, steps);
        extend(new ArrayList<>(), left, all);
        return all;
    }

    private static void extend(List<Integer> order, int[] left, List<List<Integer>> all) {
        boolean complete = true;
        for (int role = 0; role < left.length; role++) {
            if (left[role] > 0) {
                complete = false;
                left[role]--;
                order.add(role);
                extend(order, left, all);
                order.removeLast();
                left[role]++;
            }
        }
        if (complete) {
            all.add(List.copyOf(order));
        }
    }

    /** All servers are polled repeatedly. */
    private void becomeQuiet() {
        age();
        for (int round = 0; round < 3; round++) {
            servers.forEach(server -> new Poll(server).steps().forEach(Runnable::run));
        }
    }

    private void check(String when) {
        List<ServerId> living =
                servers.stream().filter(server -> has(server).contains(meeting)).toList();
        assertThat(living).as("servers of the meeting, %s", when).hasSizeLessThanOrEqualTo(1);
        Optional<ServerId> known = registry.meetings().find(key()).map(MeetingLocation::server);
        assertThat(known.map(List::of).orElse(List.of()))
                .as("registry, %s", when)
                .isEqualTo(living.stream().filter(this::isInService).toList());
        assertThat(new RegistryRepair(registry.redis(), Actor.SUITE).serverAndMeetingFaults())
                .as(when)
                .isEmpty();
        for (ServerId server : servers) {
            registry.load(server)
                    .ifPresent(load -> assertThat(load)
                            .as("load of %s, %s", server, when)
                            .isEqualTo(has(server).size()));
        }
    }

    private boolean isInService(ServerId server) {
        return registry.servers().find(server).orElseThrow().state() != Server.State.DISABLED;
    }

    private void cleanUp() {
        bbb.clear();
        registry.redis().commands().del(registry.redis().keys().of(RedisKey.CREATE_FAILURES));
        servers.forEach(server -> registry.servers().changeState(server, Server.State.ENABLED));
        servers.forEach(server -> registry.meetings().forget(key(), ForgetCondition.on(server)));
        servers.forEach(server -> registry.poll(server, 0));
    }
}
