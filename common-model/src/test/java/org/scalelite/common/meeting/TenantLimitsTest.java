package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.stores.RedisServer;

/** The limits of a tenant, counted in Redis. */
class TenantLimitsTest {
    private static final String TENANT = "tenant-1";

    private final TestRegistry registry = new TestRegistry();
    private final MeetingDirectory meetings = registry.meetings();
    private final RedisNamespace keys = registry.redis().keys();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static MeetingKey key(String id) {
        return new MeetingKey(Optional.of(TENANT), id);
    }

    private ServerId server(int number) {
        return registry.online(URI.create("https://bbb" + number + ".example.org/bigbluebutton/api"), "s");
    }

    private static Assignment create(MeetingDirectory directory, MeetingKey meeting, int limit) {
        return directory.assign(
                meeting,
                new PlacementRequest(
                        "mp",
                        1,
                        TagRequirement.none(),
                        new VoiceBridges("key", 9).candidates(meeting, Optional.empty()),
                        limit == 0 ? Optional.empty() : Optional.of(limit),
                        Duration.ofDays(1)));
    }

    private Assignment create(String id, int limit) {
        return create(meetings, key(id), limit);
    }

    private Admission join(String id, int limit) {
        return meetings.findToJoin(key(id), limit == 0 ? Optional.empty() : Optional.of(limit));
    }

    private void joined(String id, int limit) {
        assertThat(join(id, limit)).isInstanceOf(Admission.Admitted.class);
    }

    private void refused(String id, int limit) {
        assertThat(join(id, limit)).isEqualTo(new Admission.LimitReached());
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                running.add(threads.submit(() -> call.apply(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void concurrentCreatesReachExactlyTheLimit() throws Exception {
        server(1);
        server(2);
        try (RedisStore other = RedisStore.connect(RedisConfig.of(Settings.of(registry.environment())))) {
            List<MeetingDirectory> replicas = List.of(meetings, new MeetingDirectory(other));
            List<Assignment> results = atOnce(200, i -> create(replicas.get(i % 2), key("m" + i / 2), 7));
            assertThat(results.stream().filter(Assignment.Created.class::isInstance))
                    .hasSize(7);
            assertThat(meetings.all()).hasSize(7);
            for (KnownMeeting running : meetings.all()) {
                assertThat(create(meetings, running.key(), 7))
                        .as("a running meeting is never rejected")
                        .isInstanceOf(Assignment.Existing.class);
            }
        }
    }

    @Test
    void endedMeetingFreesItsPlace() {
        ServerId first = server(1);
        create("a", 1);
        assertThat(create("b", 1)).isEqualTo(new Assignment.LimitReached());

        meetings.forget(key("a"), ForgetCondition.on(first));
        assertThat(registry.redis().commands().exists(keys.of(RedisKey.TENANT_USAGE, TENANT)))
                .as("nothing of it is left")
                .isZero();
        assertThat(create("b", 1)).isInstanceOf(Assignment.Created.class);

        registry.redis().commands().del(keys.of(RedisKey.MEETING, "b"));
        registry.poll(first, 0);
        assertThat(create("c", 1)).as("its record expired").isInstanceOf(Assignment.Created.class);

        server(2);
        registry.servers().remove(first, true);
        assertThat(create("d", 1)).as("its server was removed").isInstanceOf(Assignment.Created.class);
    }

    @Test
    void movedMeetingIsNotRejected() {
        ServerId first = server(1);
        server(2);
        registry.poll(first, 0);
        create("a", 2);
        ServerId host = meetings.find(key("a")).orElseThrow().server();
        create("b", 2);
        registry.servers().changeState(host, Server.State.DISABLED);
        assertThat(create("a", 1)).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void unlimitedTenantsAndOthersAreNotCounted() {
        server(1);
        for (int i = 0; i < 5; i++) {
            create(meetings, new MeetingKey(Optional.of("other"), "o" + i), 0);
            create(meetings, new MeetingKey(Optional.empty(), "n" + i), 0);
            assertThat(create("m" + i, 0)).isInstanceOf(Assignment.Created.class);
        }
        assertThat(create("m5", 6)).isInstanceOf(Assignment.Created.class);
        assertThat(create("m6", 6)).isEqualTo(new Assignment.LimitReached());
    }

    /** Scalelite does not update the counts. */
    private void writtenByScalelite(String id, ServerId server) {
        registry.redis()
                .commands()
                .hset(
                        keys.of(RedisKey.MEETING, id),
                        Map.of("server_id", server.value(), "moderator_pw", "mp", "tenant_id", TENANT));
        registry.redis().commands().sadd(keys.of(RedisKey.MEETINGS), id);
    }

    @Test
    void countsMeetingsOfScaleliteFromThePoll() {
        ServerId server = server(1);
        writtenByScalelite("old-1", server);
        writtenByScalelite("old-2", server);
        registry.poll(server, 0, Map.of("meeting:old-1", 3, "meeting:old-2", 4));
        assertThat(create("new", 2)).isEqualTo(new Assignment.LimitReached());
        refused("old-1", 7);
        registry.redis().commands().del(keys.of(RedisKey.MEETING, "old-2"));
        registry.poll(server, 0, Map.of("meeting:old-1", 3));
        assertThat(create("new", 2)).isInstanceOf(Assignment.Created.class);
        joined("old-1", 4);
    }

    @Test
    void concurrentJoinsReachExactlyTheLimit() throws Exception {
        server(1);
        server(2);
        create("a", 0);
        create("b", 0);
        List<Admission> results = atOnce(200, i -> join(i % 2 == 0 ? "a" : "b", 11));
        assertThat(results.stream().filter(Admission.Admitted.class::isInstance))
                .hasSize(11);
        double load = registry.servers().all().stream()
                .mapToDouble(server -> server.load().orElse(0))
                .sum();
        assertThat(load)
                .as("rejected users are no load; one of each meeting was expected")
                .isEqualTo(11);
    }

    @Test
    void pollCountsPresentAndJoiningUsers() {
        ServerId server = server(1);
        create("a", 0);
        registry.poll(server, 0, Map.of("meeting:a", 9));
        joined("a", 10);
        refused("a", 10);

        AtomicLong sent = new AtomicLong();
        await().untilAsserted(() -> {
            sent.set(registry.servers().now().toEpochMilli());
            registry.poll(server, 0, Map.of("meeting:a", 8));
            joined("a", 9);
        });
        registry.poll(
                server,
                new PollRecord.Good(
                        new HealthState.Healthy(),
                        0,
                        new Server.Statistics(1, 8, 8, 0, Optional.empty()),
                        MeetingTotals.NONE,
                        Instant.ofEpochMilli(sent.get()),
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        List.of(new PollRecord.Meeting(TENANT, "a", 8, false, "", "", Instant.EPOCH))));
        refused("a", 9);
        await().untilAsserted(() -> {
            registry.poll(server, 0, Map.of("meeting:a", 8));
            joined("a", 9);
        });
    }

    @Test
    void ignoresUsersOfEndedOrUnreachableMeetings() {
        ServerId first = server(1);
        create("a", 0);
        ServerId second = server(2);
        registry.poll(first, 50);
        create("b", 0);
        registry.poll(first, 0, Map.of("meeting:a", 5));
        registry.poll(second, 0, Map.of("meeting:b", 5));
        refused("b", 10);

        registry.offline(first);
        joined("b", 10);
        registry.poll(first, 0, Map.of("meeting:a", 5));
        registry.poll(second, 0, Map.of("meeting:b", 5));
        refused("b", 10);

        registry.offline(first);
        registry.release(first);
        create("a", 0);
        joined("b", 10);

        registry.poll(second, 0, Map.of("meeting:a", 5, "meeting:b", 5));
        refused("b", 10);
        meetings.forget(key("a"), ForgetCondition.on(second));
        joined("b", 10);

        registry.poll(second, 0, Map.of("meeting:b", 5));
        create("c", 0);
        registry.poll(second, 0, Map.of("meeting:b", 5, "meeting:c", 5));
        refused("b", 10);
        registry.redis().commands().del(keys.of(RedisKey.MEETING, "c"));
        registry.poll(second, 0, Map.of("meeting:b", 5));
        joined("b", 10);
    }

    @Test
    void doesNotCountUsersWithoutALimit() {
        ServerId server = server(1);
        create("a", 0);
        joined("a", 0);
        assertThat(registry.redis().commands().exists(keys.of(RedisKey.JOINED, server.value())))
                .isZero();
        assertThat(registry.redis().commands().hgetall(keys.of(RedisKey.TENANT_USAGE, TENANT)))
                .isEqualTo(Map.of("meetings", "1"));
    }

    @Test
    void countsScaleliteChangesCorrectlyAtPolls() {
        ServerId first = server(1);
        ServerId second = server(2);
        ServerId third = server(3);
        writtenByScalelite("old-1", first);
        writtenByScalelite("old-2", second);
        registry.poll(first, 0, Map.of("meeting:old-1", 3));
        registry.poll(second, 0, Map.of("meeting:old-2", 4));
        writtenByScalelite("old-1", third);
        registry.poll(third, 0, Map.of("meeting:old-1", 5));
        registry.poll(first, 0);
        assertThat(usage()).isEqualTo(Map.of("meetings", "2", "users", "9"));

        registry.redis().commands().srem(keys.of(RedisKey.SERVERS), second.value());
        registry.redis().commands().del(keys.of(RedisKey.SERVER, second.value()), keys.of(RedisKey.MEETING, "old-2"));
        registry.poll(first, 0);
        assertThat(usage()).isEqualTo(Map.of("meetings", "1", "users", "5"));
        assertThat(registry.redis().commands().exists(keys.of(RedisKey.SERVER_USAGE, second.value())))
                .isZero();
    }

    private Map<String, String> usage() {
        return registry.redis().commands().hgetall(keys.of(RedisKey.TENANT_USAGE, TENANT));
    }

    @Test
    void movedMeetingKeepsItsUsers() {
        ServerId first = server(1);
        create("a", 0);
        joined("a", 9);
        ServerId second = server(2);
        PlacementRequest anywhere = new PlacementRequest(
                "mp", 1, TagRequirement.none(), List.of("777777777"), Optional.empty(), Duration.ofDays(1));
        assertThat(meetings.moveNew(key("a"), first, anywhere, List.of(first))).isInstanceOf(Assignment.Created.class);
        registry.poll(first, 0);
        assertThat(usage()).isEqualTo(Map.of("meetings", "1", "users", "1"));
        meetings.forget(key("a"), ForgetCondition.on(second));
        assertThat(usage()).isEmpty();
    }

    /** Redis counts the commands of a script; no other client may use it meanwhile. */
    @Test
    void costIsIndependentOfTheNumberOfMeetings() {
        try (RedisServer server = RedisServer.start();
                TestRegistry own = new TestRegistry(server.url())) {
            own.online(URI.create("https://bbb1.example.org/bigbluebutton/api"), "s");
            create(own.meetings(), key("m0"), 1_000);
            Runnable calls = () -> {
                own.meetings().findToJoin(key("m0"), Optional.of(1_000));
                own.meetings().findToJoin(key("m0"), Optional.of(1));
                create(own.meetings(), key("refused"), 1);
            };
            calls.run();
            long few = commandsOf(own, calls);
            for (int i = 1; i < 100; i++) {
                create(own.meetings(), key("m" + i), 1_000);
            }
            // A script that reads each meeting would run a hundred commands more; what expires in between costs a few.
            assertThat(commandsOf(own, calls)).isLessThan(few + 20);
        }
    }

    private static long commandsOf(TestRegistry own, Runnable calls) {
        long before = commands(own);
        calls.run();
        return commands(own) - before;
    }

    private static long commands(TestRegistry own) {
        return Pattern.compile("cmdstat_(?!ping)[^:]*:calls=(\\d+)")
                .matcher(own.redis().commands().info("commandstats"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Test
    void idTakenOnEveryServerIsASeparateOutcome() {
        server(1);
        create("room", 0);
        MeetingKey ofOther = new MeetingKey(Optional.of("other"), "room");
        MeetingKey withoutTenant = new MeetingKey(Optional.empty(), "room");
        assertThat(create(meetings, ofOther, 0)).isEqualTo(new Assignment.IdTaken());
        server(2);
        assertThat(create(meetings, ofOther, 0)).isInstanceOf(Assignment.Created.class);
        assertThat(create(meetings, withoutTenant, 0)).isEqualTo(new Assignment.IdTaken());
        registry.servers().all().forEach(server -> registry.offline(server.id()));
        assertThat(create(meetings, withoutTenant, 0)).isEqualTo(new Assignment.NoServer());
    }

    @Test
    void movedMeetingAvoidsServersWithTheSameId() {
        ServerId first = server(1);
        create("room", 0);
        server(2);
        MeetingKey ofOther = new MeetingKey(Optional.of("other"), "room");
        create(meetings, ofOther, 0);
        PlacementRequest anywhere = new PlacementRequest(
                "mp", 1, TagRequirement.none(), List.of("777777777"), Optional.empty(), Duration.ofDays(1));
        assertThat(meetings.moveNew(key("room"), first, anywhere, List.of(first)))
                .isEqualTo(new Assignment.IdTaken());
    }
}
