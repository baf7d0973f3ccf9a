package org.scalelite.common.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScoredValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.TestRegistry;

/** What placement scripts expect of meetings, reserve, and keep (docs/placement.md). */
class PlacementScriptsTest {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final int DAY = 100_000;

    private final TestRegistry registry = new TestRegistry();
    private final PlacementLog log = new PlacementLog(registry.redis());
    private int bridge = 100_000;

    @AfterEach
    void close() {
        registry.close();
    }

    private ServerId server(int number) {
        return registry.online(URI.create("http://bbb-" + number + "/api"), "s");
    }

    private static MeetingKey key(String tenant, String id) {
        return MeetingKey.of(tenant, id);
    }

    private Assignment assign(MeetingKey key, Optional<String> parent) {
        return assign(key, ExpectedUsers.of(15, true, Optional.empty(), Optional.empty()), parent);
    }

    private Assignment assign(MeetingKey key, ExpectedUsers size, Optional<String> parent) {
        bridge++;
        return registry.meetings()
                .assign(
                        key,
                        new PlacementRequest(
                                "mp",
                                size,
                                TagRequirement.none(),
                                "",
                                List.of(String.valueOf(bridge)),
                                Optional.empty(),
                                Duration.ofDays(1),
                                parent));
    }

    private PlacementRecord explained(MeetingKey key) {
        assertThat(assign(key, Optional.empty())).isInstanceOf(Assignment.Created.class);
        return log.of(key.tenantText(), key.meetingId()).getFirst();
    }

    private void join(MeetingKey key, int users) {
        IntStream.range(0, users).forEach(_ -> registry.meetings().findToJoin(key, Optional.empty()));
    }

    private static PollRecord.Meeting listed(MeetingKey key, int users, boolean breakout, Optional<Integer> left) {
        return new PollRecord.Meeting(
                key.tenantText(), key.meetingId(), users, false, "", "", Instant.EPOCH, breakout, left);
    }

    private String today(int daysAgo, int users) {
        long day = registry.redis().now().toEpochMilli() / DAY_MS - daysAgo;
        return String.valueOf(day * DAY + users);
    }

    private void plantPast(MeetingKey key, int daysAgo, int users) {
        registry.redis()
                .commands()
                .zadd(
                        registry.redis().keys().of(RedisKey.PAST_USERS),
                        Double.parseDouble(today(daysAgo, users)),
                        ChecksumAlgorithm.SHA1.hex(key.text()));
    }

    @Test
    void meetingIsExpectedToHaveItsPastSize() {
        ServerId id = server(1);
        MeetingKey room = key("", "room");
        assertThat(explained(room).basis()).isEqualTo("minimum");
        registry.poll(id, 40, List.of(listed(room, 40, false, Optional.empty())));
        registry.poll(id, 12, List.of(listed(room, 12, false, Optional.empty())));
        registry.meetings().forget(room, ForgetCondition.on(id));
        registry.poll(id, 0, List.of());
        PlacementRecord again = explained(room);
        assertThat(again.users()).isEqualTo(40);
        assertThat(again.basis()).isEqualTo("past");
        assertThat(registry.load(id)).contains(40.0);
        assertThat(registry.servers().expectedUsers(id)).containsExactly(Map.entry(":room", 40));
    }

    @ParameterizedTest
    @CsvSource({"0, 50, 20, 50", "1, 50, 20, 40", "1, 50, 45, 45", "90, 50, 70, 70", "1, 1, 1, 1"})
    void pastSizeShrinksFromDayToDay(int daysAgo, int before, int users, int after) {
        ServerId id = server(1);
        MeetingKey room = key("", "room");
        assign(room, Optional.empty());
        plantPast(room, daysAgo, before);
        registry.poll(id, 0, List.of(listed(room, users, false, Optional.empty())));
        assertThat(registry.redis()
                        .commands()
                        .zscore(
                                registry.redis().keys().of(RedisKey.PAST_USERS),
                                ChecksumAlgorithm.SHA1.hex(room.text())))
                .isEqualTo(Double.parseDouble(today(0, after)));
    }

    @Test
    void newMeetingsOfATenantHaveItsAverage() {
        ServerId id = server(1);
        String tenant = new TenantRegistry(registry.redis(), Actor.SUITE)
                                .add(Map.of(TenantField.NAME, "school", TenantField.SECRETS, "s"))
                        instanceof TenantRegistry.Result.Done(String added)
                ? added
                : "";
        for (int i = 0; i < 5; i++) {
            MeetingKey room = key(tenant, "room-" + i);
            assertThat(explained(room).basis()).isEqualTo("minimum");
            registry.poll(id, 0, List.of(listed(room, 20 + i, false, Optional.empty())));
            registry.meetings().forget(room, ForgetCondition.on(id));
        }
        PlacementRecord next = explained(key(tenant, "another"));
        assertThat(next.users()).isEqualTo(22);
        assertThat(next.basis()).isEqualTo("average");
        assertThat(explained(key("", "of no tenant")).basis()).isEqualTo("minimum");
        TenantRegistry tenants = new TenantRegistry(registry.redis(), Actor.SUITE);
        tenants.putSetting(tenant, new Tenant.Setting("meta_server-zone", "north", false));
        tenants.putSetting(tenant, new Tenant.Setting("meta_server-tag", "gpu!", true));
        assertThat(new PlacementTrial(registry.redis(), registry.servers(), LoadWeights.DEFAULT)
                        .wish(tenants.find(tenant), Optional.of("fpga"), Optional.empty(), Optional.empty(), 15))
                .isEqualTo(new PlacementModel.Wish(TagRequirement.parse("gpu!"), "north", 22, 22, false, Set.of()));
    }

    @Test
    void joinsTakeExpectedPlacesUntilThePollCountsThem() {
        ServerId id = server(1);
        MeetingKey room = key("", "room");
        assign(room, Optional.empty());
        join(room, 15);
        assertThat(registry.load(id)).as("all were expected").contains(15.0);
        join(room, 2);
        assertThat(registry.load(id)).contains(17.0);
        sleepUntilNextBucket();
        // Of 17 users five are there, so ten of the fifteen expected ones are still to come.
        registry.poll(id, 15, List.of(listed(room, 5, false, Optional.of(10))));
        assertThat(registry.load(id)).contains(15.0);
        join(room, 11);
        assertThat(registry.load(id)).contains(16.0);
        sleepUntilNextBucket();
        registry.poll(id, 9, List.of(listed(room, 9, false, Optional.empty())));
        join(room, 1);
        assertThat(registry.load(id)).as("an old meeting expects nobody").contains(10.0);
    }

    /** Joins of the last 10 ms may be older or newer than a poll. */
    private void sleepUntilNextBucket() {
        long joined = registry.redis().now().toEpochMilli();
        org.awaitility.Awaitility.await().until(() -> registry.redis().now().toEpochMilli() > joined + 20);
    }

    @Test
    void breakoutRoomsAddNoLoad() {
        ServerId id = server(1);
        MeetingKey parent = key("", "parent");
        MeetingKey breakout = key("", "breakout");
        assign(parent, Optional.empty());
        assertThat(assign(breakout, Optional.of("parent"))).isInstanceOf(Assignment.Created.class);
        join(breakout, 5);
        assertThat(registry.load(id)).contains(15.0);
        registry.poll(
                id, 8, List.of(listed(parent, 8, false, Optional.empty()), listed(breakout, 5, true, Optional.of(10))));
        join(breakout, 5);
        assertThat(registry.load(id)).contains(8.0);
        assertThat(registry.meetings().parents(registry.meetings().all()))
                .containsExactly(Map.entry(breakout, "parent"));
        registry.meetings().forget(breakout, ForgetCondition.on(id));
        assertThat(registry.load(id)).contains(8.0);
    }

    @Test
    void fullServersGetNoNewMeetings() {
        ServerId small = server(1);
        registry.servers().update(small, ServerUpdate.nothing().withSettings(Map.of(Server.Setting.MAX_MEETINGS, "2")));
        assign(key("", "a"), Optional.empty());
        assign(key("", "b"), Optional.empty());
        assertThat(assign(key("", "c"), Optional.empty())).isInstanceOf(Assignment.NoServer.class);
        assertThat(log.of("", "c").getFirst().servers())
                .extracting(PlacementRecord.Compared::reason)
                .containsExactly("limit");
        registry.meetings().forget(key("", "a"), ForgetCondition.on(small));
        assertThat(assign(key("", "c"), Optional.empty())).isInstanceOf(Assignment.Created.class);
        registry.poll(small, 0, List.of(listed(key("", "b"), 0, false, Optional.empty())));
        assertThat(assign(key("", "d"), Optional.empty()))
                .as("c is promised and d would be the third")
                .isInstanceOf(Assignment.NoServer.class);
    }

    /** Loads are those of servers with multipliers 2, 2, 1 and 0.5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # loads         | hint | chosen
            100 90 95 100   | 5    | 2
            100 95 95 130   | 5    | 1
            100 90 95 100   | 6    | 3
            100 90 95 100   | 30   | 4
            100 90 95 500   | 15   | 2
            100 90 95 500   | 20   | 3
            100 90 95 500   | 40   | 3
            0 0 0 0         | 5    | 4
            100 90 95 100   | -    | 4
            100 10 95 100   | -    | 2
            """)
    void largeMeetingsFindRoomOnStrongServers(String loads, String hint, int chosen) {
        List<Double> multipliers = List.of(2.0, 2.0, 1.0, 0.5);
        List<ServerId> servers = IntStream.range(0, 4)
                .mapToObj(i -> registry.online(
                        URI.create("http://bbb-" + i + "/api"), "s", Optional.empty(), multipliers.get(i)))
                .toList();
        String[] load = loads.split(" ", -1);
        IntStream.range(0, 4).forEach(i -> registry.poll(servers.get(i), Double.parseDouble(load[i])));
        Optional<String> hinted = Optional.of(hint).filter(text -> !text.equals("-"));
        assign(key("", "room"), ExpectedUsers.of(15, true, hinted, Optional.empty()), Optional.empty());
        PlacementRecord placement = log.of("", "room").getFirst();
        assertThat(placement.server()).isEqualTo(servers.get(chosen - 1).value());
    }

    @Test
    void memoryOfMeetingsIsBounded() {
        ServerId id = server(1);
        String past = registry.redis().keys().of(RedisKey.PAST_USERS);
        String explained = registry.redis().keys().of(RedisKey.EXPLAINED_MEETINGS);
        double yesterday = Double.parseDouble(today(1, 1));
        plant(past, 100_001, yesterday);
        registry.redis().commands().zadd(past, Double.parseDouble(today(101, 500)), "old");
        MeetingKey room = key("", "room");
        assign(room, Optional.empty());
        registry.poll(id, 0, List.of(listed(room, 0, false, Optional.empty())));
        registry.meetings().forget(room, ForgetCondition.on(id));
        assertThat(registry.redis().commands().zcard(past)).isEqualTo(100_000);
        assertThat(registry.redis().commands().zscore(past, "old")).isNull();
        long now = registry.redis().now().toEpochMilli();
        registry.redis().commands().del(explained);
        plant(explained, 20_000, now - DAY_MS / 2.0);
        for (int i = 0; i < 7; i++) {
            explained(key("", "room"));
            registry.meetings().forget(key("", "room"), ForgetCondition.on(id));
        }
        assertThat(registry.redis().commands().zcard(explained)).isEqualTo(20_000);
        assertThat(log.of("", "room")).hasSize(5);
        assertThat(registry.redis().commands().ttl(registry.redis().keys().of(RedisKey.PLACEMENTS, ":room")))
                .isBetween(1L, 86_400L);
    }

    @SuppressWarnings("unchecked")
    private void plant(String key, int members, double score) {
        registry.redis()
                .commands()
                .zadd(
                        key,
                        IntStream.range(0, members)
                                .mapToObj(i -> ScoredValue.just(score, "planted-" + i))
                                .toArray(ScoredValue[]::new));
    }
}
