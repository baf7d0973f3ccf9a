package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.meeting.Assignment.MeetingState;
import org.scalelite.common.placement.ExpectedUsers;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;

/** Placement by scripts in Redis (specification, sections 5.8 and 5.9). */
class MeetingDirectoryTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 200;

    private final TestRegistry registry = new TestRegistry();
    private final MeetingDirectory meetings = registry.meetings();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static MeetingKey key(String id) {
        return new MeetingKey(Optional.empty(), id);
    }

    private static PlacementRequest request(int users, List<String> bridges) {
        return new PlacementRequest("mp", users, TagRequirement.none(), bridges, Optional.empty(), Duration.ofDays(1));
    }

    private PlacementRequest request(String id) {
        return request(10, new VoiceBridges("key", 9).candidates(key(id), Optional.empty()));
    }

    private ServerId server(int number, double multiplier) {
        return registry.online(
                URI.create("https://bbb" + number + ".example.org/bigbluebutton/api"),
                "s",
                Optional.empty(),
                multiplier);
    }

    @Test
    void equalServersAreChosenRandomly() {
        for (int i = 0; i < 4; i++) {
            server(i, 1);
        }
        Map<ServerId, Integer> chosen = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            Assignment.Created created = (Assignment.Created) meetings.assign(key("m" + i), request("m" + i));
            chosen.merge(created.location().server(), 1, Integer::sum);
            meetings.forget(key("m" + i), ForgetCondition.on(created.location().server()));
        }
        assertThat(chosen)
                .hasSize(4)
                .allSatisfy((id, count) -> assertThat(count).isGreaterThan(20));
    }

    private Assignment assignBreakout(String id, String parent) {
        return meetings.assign(key(id), breakout(id, parent));
    }

    private PlacementRequest breakout(String id, String parent) {
        return new PlacementRequest(
                "mp",
                ExpectedUsers.known(10),
                TagRequirement.none(),
                "",
                new VoiceBridges("key", 9).candidates(key(id), Optional.empty()),
                Optional.empty(),
                Duration.ofDays(1),
                Optional.of(parent));
    }

    @Test
    void breakoutRoomsUseTheServerOfTheParent() {
        ServerId first = server(1, 1);
        server(2, 1);
        registry.poll(first, 0);
        ServerId host = ((Assignment.Created) meetings.assign(key("parent"), request("parent")))
                .location()
                .server();
        // The internal id is sha1hex("parent") and the time of the create.
        for (String parent : List.of("parent", ChecksumAlgorithm.SHA1.hex("parent") + "-1767603600123")) {
            for (int i = 0; i < 5; i++) {
                Assignment assigned = assignBreakout("breakout-" + i + parent, parent);
                assertThat(assigned)
                        .isInstanceOfSatisfying(
                                Assignment.Created.class,
                                created ->
                                        assertThat(created.location().server()).isEqualTo(host));
            }
        }
        registry.servers().changeState(host, Server.State.CORDONED);
        assertThat(assignBreakout("on-cordoned", "parent")).isInstanceOf(Assignment.Created.class);
        assertThat(meetings.moveNew(key("on-cordoned"), host, breakout("on-cordoned", "parent"), List.of(host)))
                .as("no other server is allowed")
                .isInstanceOf(Assignment.NoServer.class);
        assertThat(meetings.find(key("on-cordoned"))).isEmpty();
    }

    @Test
    void rejectsBreakoutRoomsWithoutAUsableParent() {
        ServerId host = server(1, 1);
        meetings.assign(key("parent"), request("parent"));
        assertThat(assignBreakout("orphan", "unknown")).isEqualTo(new Assignment.NoParent());
        MeetingKey foreign = new MeetingKey(Optional.of("tenant"), "foreign");
        assertThat(meetings.assign(foreign, breakout("foreign", "parent")))
                .as("a meeting of another tenant is not a parent")
                .isEqualTo(new Assignment.NoParent());
        registry.offline(host);
        assertThat(assignBreakout("away", "parent")).isEqualTo(new Assignment.ParentUnavailable());
        registry.servers().changeState(host, Server.State.DISABLED);
        assertThat(assignBreakout("away", "parent")).isEqualTo(new Assignment.ParentUnavailable());
        assertThat(meetings.all()).extracting(KnownMeeting::key).containsExactly(key("parent"));
    }

    @Test
    void multiplierAppliesToReservations() {
        ServerId heavy = server(1, 4);
        meetings.assign(key("a"), request("a"));
        assertThat(registry.load(heavy)).contains(40.0);
        for (int i = 0; i < 11; i++) {
            meetings.findToJoin(key("a"), Optional.empty());
        }
        assertThat(registry.load(heavy)).as("ten of eleven users were expected").contains(44.0);
        meetings.forget(key("a"), ForgetCondition.on(heavy));
        assertThat(registry.load(heavy))
                .as("the join stays until the next poll")
                .contains(4.0);
    }

    @Test
    void keepsReservationsAfterThePollWasSent() {
        ServerId id = server(1, 1);
        meetings.assign(key("before"), request("before"));
        registry.poll(id, 10, "meeting:before");
        assertThat(registry.load(id))
                .as("listed: the number of the poll is used")
                .contains(10.0);
        meetings.assign(key("after"), request("after"));
        registry.poll(id, 10, "meeting:before");
        assertThat(registry.load(id)).as("new and not listed: still reserved").contains(20.0);
        registry.poll(id, 25, "meeting:before", "meeting:after");
        assertThat(registry.load(id)).contains(25.0);
    }

    /** A polled server with meeting a and a load of 10. */
    private ServerId serverWithMeeting() {
        ServerId id = server(1, 1);
        meetings.assign(key("a"), request("a"));
        registry.poll(id, 10, "meeting:a");
        return id;
    }

    @Test
    void pollIncludesEarlierJoins() {
        ServerId id = serverWithMeeting();
        meetings.findToJoin(key("a"), Optional.empty());
        assertThat(registry.load(id)).contains(11.0);
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            registry.poll(id, 11, "meeting:a");
            assertThat(registry.load(id)).contains(11.0);
        });
    }

    @Test
    void doesNotReserveOnAnUnjoinableServer() {
        ServerId id = serverWithMeeting();
        registry.servers().changeState(id, Server.State.DISABLED);
        assertThat(meetings.findToJoin(key("a"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        found -> assertThat(found.location().serves()).isFalse());
        assertThat(registry.redis().commands().hgetall(registry.redis().keys().of(RedisKey.RESERVATIONS, id.value())))
                .isEmpty();
    }

    @Test
    void skipsUsedVoiceBridgesAndReusesOldOnes() {
        server(1, 1);
        meetings.assign(key("a"), request(1, List.of("111", "222")));
        Assignment.Created second = (Assignment.Created) meetings.assign(key("b"), request(1, List.of("111", "222")));
        assertThat(second.location().voiceBridge()).isEqualTo("222");
        assertThat(meetings.assign(key("c"), request(1, List.of("111", "222"))))
                .isInstanceOf(Assignment.NoVoiceBridge.class);
        registry.redis().commands().del(registry.redis().keys().of(RedisKey.MEETING, "a"));
        Assignment.Created third = (Assignment.Created) meetings.assign(key("c"), request(1, List.of("111", "222")));
        assertThat(third.location().voiceBridge()).isEqualTo("111");
    }

    @Test
    void oneOfTwoConcurrentMovesWins() {
        ServerId first = server(1, 1);
        meetings.assign(key("a"), request("a"));
        ServerId second = server(2, 1);
        server(3, 1);
        Assignment.Created moved = (Assignment.Created) meetings.moveNew(key("a"), first, request("a"), List.of(first));
        assertThat(meetings.moveNew(key("a"), first, request("a"), List.of(first, second)))
                .isInstanceOfSatisfying(
                        Assignment.Existing.class,
                        existing -> assertThat(existing.location().server())
                                .isEqualTo(moved.location().server()));
    }

    @Test
    void failedCreateMayLeaveAStaleCopy() {
        ServerId first = server(1, 1);
        meetings.assign(key("a"), request("a"));
        server(2, 1);
        meetings.moveNew(key("a"), first, request("a"), List.of(first));
        assertThat(meetings.staleCopies(first, List.of(key("a")))).containsExactly(key("a"));
    }

    @Test
    void excludesSuspectServersUpToHalfOfThePool() {
        List<ServerId> ids = List.of(server(1, 1), server(2, 1), server(3, 1), server(4, 1));
        ids.forEach(id -> registry.servers().reportFailure(id, "refused"));
        assertThat(ids.stream().filter(id -> registry.load(id).isPresent())).hasSize(2);
        ids.forEach(id -> registry.poll(id, 0));
        assertThat(ids.stream().filter(id -> registry.load(id).isPresent())).hasSize(4);
    }

    private void setCreateFailure(ServerId id, int failures, long pauseEnd) {
        registry.redis()
                .commands()
                .hset(registry.redis().keys().of(RedisKey.CREATE_FAILURES), id.value(), failures + ":" + pauseEnd);
    }

    private long pauseEnd(ServerId id) {
        String failure =
                registry.redis().commands().hget(registry.redis().keys().of(RedisKey.CREATE_FAILURES), id.value());
        return Long.parseLong(failure.substring(failure.indexOf(':') + 1));
    }

    private Assignment.Created assigned(String id) {
        return (Assignment.Created) meetings.assign(key(id), request(id));
    }

    private static void isOn(ServerId server, boolean probe, Assignment.Created created) {
        assertThat(created.location().server()).isEqualTo(server);
        assertThat(created.probe()).isEqualTo(probe);
    }

    @Test
    void pollsDoNotEndACreatePause() {
        ServerId failing = server(1, 1);
        ServerId other = server(2, 1);
        registry.poll(other, 100);
        registry.servers().reportCreateFailure(failing, "timeout");
        registry.poll(failing, 0);
        isOn(other, false, assigned("paused"));
        setCreateFailure(failing, 1, 0);
        Assignment.Created probe = assigned("probe");
        isOn(failing, true, probe);
        isOn(other, false, assigned("only one probe"));
        meetings.remember(probe.location(), "made", true, Duration.ofDays(1));
        isOn(failing, false, assigned("works"));
    }

    @Test
    void createPausesDoubleUpToTheMaximum() {
        ServerId id = server(1, 1);
        for (int failures = 0; failures < 100; failures = 2 * failures + 1) {
            setCreateFailure(id, failures, 0);
            registry.servers().reportCreateFailure(id, "timeout");
            long end = pauseEnd(id);
            long expected = (long) Math.min(600_000, 15_000 * Math.pow(2, failures));
            assertThat(end - registry.servers().now().toEpochMilli())
                    .isLessThanOrEqualTo(expected)
                    .isGreaterThan(expected - 15_000);
            registry.servers().reportCreateFailure(id, "a call that was sent before the pause");
            assertThat(pauseEnd(id)).isEqualTo(end);
        }
    }

    @Test
    void usesAFailingServerIfThereIsNoOther() {
        ServerId id = server(1, 1);
        registry.servers().reportCreateFailure(id, "timeout");
        isOn(id, false, assigned("a"));
        setCreateFailure(id, 1, 0);
        isOn(id, false, assigned("all the time is for the only server"));
    }

    @Test
    void enablingAServerEndsItsPause() {
        ServerId id = server(1, 1);
        registry.servers().reportCreateFailure(id, "timeout");
        registry.servers().changeState(id, Server.State.DISABLED);
        registry.servers().changeState(id, Server.State.ENABLED);
        assertThat(registry.redis().commands().hgetall(registry.redis().keys().of(RedisKey.CREATE_FAILURES)))
                .isEmpty();
    }

    private Assignment.Existing again(String id) {
        return (Assignment.Existing) meetings.assign(key(id), request(id));
    }

    @Test
    void stateFollowsTheLifecycleOfAMeeting() {
        ServerId id = server(1, 1);
        MeetingLocation location = assigned("a").location();
        assertThat(again("a").state()).isEqualTo(new MeetingState(false, false, false, false));
        meetings.findToJoin(key("a"), Optional.empty());
        assertThat(again("a").state().inUse()).as("joined, but not confirmed").isFalse();
        registry.servers().reportCreateFailure(id, "timeout");
        assertThat(again("a").state()).isEqualTo(new MeetingState(false, false, true, true));
        meetings.remember(location, "made", true, Duration.ofDays(1));
        registry.poll(id, 1, "meeting:a");
        assertThat(again("a").state()).isEqualTo(new MeetingState(true, true, false, false));
        String recent = registry.redis().keys().of(RedisKey.RECENT_USE, "meeting:a");
        registry.redis().commands().del(recent);
        assertThat(again("a").state().inUse()).isFalse();
        meetings.findToJoin(key("a"), Optional.empty());
        assertThat(again("a").state().inUse()).isTrue();
        assertThat(registry.redis().commands().pttl(recent)).isBetween(1L, 300_000L);
        assertThat(meetings.forget(
                        key("a"), ForgetCondition.unused(id, registry.servers().now())))
                .isFalse();
        registry.redis().commands().del(recent);
        assertThat(meetings.forget(
                        key("a"), ForgetCondition.unused(id, registry.servers().now())))
                .isTrue();
    }

    @Test
    void polledMeetingIsCreated() {
        ServerId id = server(1, 1);
        assigned("a");
        registry.poll(id, 1, "meeting:a");
        assertThat(again("a").state().created()).isTrue();
        assertThat(meetings.moveNew(key("a"), id, request("a"), List.of(id))).isInstanceOf(Assignment.Existing.class);
    }

    @Test
    void onlyACreatedMeetingWaitsForItsServer() {
        ServerId first = server(1, 1);
        MeetingLocation made = assigned("made").location();
        meetings.remember(made, "answer", true, Duration.ofDays(1));
        assigned("never made");
        ServerId other = server(2, 1);
        registry.offline(first);
        assertThat(meetings.assign(key("made"), request("made"))).isInstanceOf(Assignment.ServerOffline.class);
        isOn(other, false, assigned("never made"));
        assertThat(meetings.staleCopies(first, List.of(key("never made")))).hasSize(1);
    }

    @Test
    void concurrentChangesKeepTheRegistryConsistent() throws Exception {
        List<ServerId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(server(i, 1));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                running.add(threads.submit(this::createMoveAndForget));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
        List<KnownMeeting> known = meetings.all();
        assertThat(new RegistryRepair(registry.redis(), Actor.SUITE).serverAndMeetingFaults())
                .isEmpty();
        Map<String, String> bridges =
                registry.redis().commands().hgetall(registry.redis().keys().of(RedisKey.VOICE_BRIDGES));
        assertThat(bridges.values()).doesNotHaveDuplicates();
        assertThat(bridges).hasSize(known.size());
        for (ServerId id : ids) {
            long here = known.stream()
                    .filter(meeting -> meeting.server().equals(id))
                    .count();
            registry.load(id).ifPresent(load -> assertThat(load).isEqualTo(10.0 * here));
        }
    }

    private void createMoveAndForget() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < ROUNDS; i++) {
            String id = "m" + random.nextInt(40);
            switch (meetings.assign(key(id), request(id))) {
                case Assignment.Created(MeetingLocation location, boolean _) -> {
                    if (random.nextInt(4) == 0) {
                        meetings.moveNew(key(id), location.server(), request(id), List.of(location.server()));
                    }
                }
                case Assignment.Existing(MeetingLocation location, MeetingState _, Optional<String> _) -> {
                    if (random.nextInt(3) == 0) {
                        meetings.forget(key(id), ForgetCondition.on(location.server()));
                    }
                }
                case Assignment.ServerOffline(MeetingLocation _, Optional<String> _) ->
                    throw new AssertionError("none is offline");
                case Assignment.NoServer(),
                        Assignment.NotYet(),
                        Assignment.IdTaken(),
                        Assignment.LimitReached(),
                        Assignment.NoVoiceBridge(),
                        Assignment.NoParent(),
                        Assignment.ParentUnavailable() -> {
                    // Half of the pool is suspect.
                }
            }
        }
    }
}
