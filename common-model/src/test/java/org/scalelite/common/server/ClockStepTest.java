package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.testing.TestRegistry;

/** After a step back of the clock of Redis, or a failover to a slower clock: future times block nothing. */
class ClockStepTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final MeetingKey MEETING = new MeetingKey(Optional.empty(), "class");

    private final TestRegistry registry = new TestRegistry();
    private final RedisNamespace keys = registry.redis().keys();
    private final PollLeases poller = new PollLeases(registry.redis());
    private final ServerId id = registry.online(URI.create("http://bbb/api"), "s");

    @AfterEach
    void close() {
        registry.close();
    }

    private long now() {
        return registry.servers().now().toEpochMilli();
    }

    private long ahead() {
        return now() + HOUR_MS;
    }

    private void remember(String field, long value) {
        registry.redis().commands().hset(keys.of(RedisKey.SERVER_MEMORY, id.value()), field, String.valueOf(value));
    }

    private void due(long at) {
        registry.redis().commands().zadd(keys.of(RedisKey.POLLS_DUE), (double) at, id.value());
    }

    private void leasedUntil(long at) {
        registry.redis().commands().zadd(keys.of(RedisKey.POLL_LEASES), (double) at, id.value());
    }

    private void free() {
        registry.redis().commands().zrem(keys.of(RedisKey.POLL_LEASES), id.value());
    }

    private Assignment assign() {
        return registry.meetings()
                .assign(
                        MEETING,
                        new PlacementRequest(
                                "mp", 15, TagRequirement.none(), List.of("71234"), Optional.empty(), MINUTE));
    }

    private void assigned(long at) {
        registry.redis().commands().zadd(keys.of(RedisKey.ASSIGNMENTS), (double) at, "meeting:class");
    }

    @Test
    void leaseLongerThanItsTtlIsFree() {
        due(0);
        leasedUntil(ahead());
        assertThat(poller.claim(MINUTE)).hasSize(1);
    }

    @Test
    void serverDueAfterMoreThanAnIntervalIsDue() {
        free();
        due(now() + 50_000);
        assertThat(poller.claim(MINUTE)).isEmpty();
        due(ahead());
        assertThat(poller.claim(MINUTE)).hasSize(1);
        assertThat(registry.redis().commands().zscore(keys.of(RedisKey.POLLS_DUE), id.value()))
                .isLessThanOrEqualTo((double) (now() + MINUTE.toMillis()));
    }

    @Test
    void shorterIntervalPollsEarlier() {
        free();
        due(now() + 50_000);
        assertThat(poller.claim(Duration.ofSeconds(10))).hasSize(1);
    }

    @Test
    void gracePeriodBeginsNow() {
        free();
        due(0);
        remember("health_since", ahead());
        assertThat(poller.claim(MINUTE).getFirst().timeInState()).isZero();
        remember("health_since", ahead());
        assertThat(poller.seize(id).orElseThrow().timeInState()).isZero();
        String since = registry.redis().commands().hget(keys.of(RedisKey.SERVER_MEMORY, id.value()), "health_since");
        assertThat(Long.parseLong(since)).isLessThanOrEqualTo(now());
    }

    @Test
    void futurePollerGetsNoShare() {
        registry.servers().add(new ServerId("other"), URI.create("http://other/api"), "s", 1, Optional.empty());
        free();
        due(0);
        registry.redis().commands().zadd(keys.of(RedisKey.POLLERS), (double) ahead(), "gone");
        assertThat(poller.claim(MINUTE)).hasSize(2);
    }

    @Test
    void futureSlowStartIsOver() {
        registry.online(URI.create("http://bbb-2/api"), "s");
        registry.poll(id, 0);
        registry.redis().commands().hset(keys.of(RedisKey.SLOW_STARTS), id.value(), ahead() + ":" + (ahead() + 1000));
        long chosen = IntStream.range(0, 40)
                .filter(_ -> {
                    ServerId server = ((Assignment.Created) assign()).location().server();
                    registry.meetings().forget(MEETING, ForgetCondition.on(server));
                    return server.equals(id);
                })
                .count();
        assertThat(chosen).isPositive();
    }

    @Test
    void futureReservationsAreNoLoad() {
        registry.redis()
                .commands()
                .hset(
                        keys.of(RedisKey.RESERVATIONS, id.value()),
                        Map.of("t:" + ahead() / 10, "5", "m:meeting:old", "7"));
        registry.redis().commands().zadd(keys.of(RedisKey.ASSIGNMENTS), (double) ahead(), "meeting:old");
        registry.poll(id, 3);
        assertThat(registry.load(id)).as("the meeting may be storedAnswer now").contains(10.0);
        assertThat(registry.redis().commands().zscore(keys.of(RedisKey.ASSIGNMENTS), "meeting:old"))
                .isLessThanOrEqualTo((double) now());
    }

    @Test
    void futureJoinsAreNotCounted() {
        assign();
        registry.redis()
                .commands()
                .hset(keys.of(RedisKey.MEETING, "theirs"), Map.of("server_id", id.value(), "tenant_id", "t1"));
        registry.redis()
                .commands()
                .hset(keys.prefix() + "v2:joined:" + id.value(), ahead() / 10 + ":meeting:theirs", "50");
        registry.poll(id, 0, Map.of("meeting:theirs", 3));
        assertThat(registry.redis().commands().hget(keys.of(RedisKey.TENANT_USAGE, "t1"), "users"))
                .isEqualTo("3");
    }

    @Test
    void futureMeetingIsNewFromNowOn() {
        assign();
        assigned(ahead());
        Instant checkedAt = registry.servers().now();
        assertThat(registry.meetings()
                        .forget(MEETING, ForgetCondition.ended(id, checkedAt).andAssignedBefore(checkedAt)))
                .isFalse();
        Instant later = registry.servers().now().plusSeconds(1);
        assertThat(registry.meetings()
                        .forget(MEETING, ForgetCondition.ended(id, later).andAssignedBefore(later)))
                .isTrue();
    }

    @Test
    void futureMeetingIsRemovedWhenItEnds() {
        assign();
        registry.redis().commands().set(keys.prefix() + "v2:created:meeting:class", ahead() * 1000 + " answer");
        assertThat(registry.meetings()
                        .forget(
                                MEETING,
                                ForgetCondition.ended(id, registry.servers().now())))
                .isTrue();
    }

    @Test
    void meetingRemovedInTheFutureIsAdopted() {
        registry.redis().commands().set(keys.prefix() + "v2:forgotten:meeting:class", String.valueOf(ahead()));
        registry.pollSentAt(id, registry.servers().now(), "class");
        assertThat(registry.meetings().find(MEETING)).isPresent();
    }

    @Test
    void unconfirmedServersExpireInTime() {
        registry.servers().add(new ServerId("other"), URI.create("http://other/api"), "s", 1, Optional.empty());
        registry.servers().changeState(new ServerId("other"), Server.State.ENABLED);
        String unconfirmedServers = keys.prefix() + "v2:awaited";
        registry.redis().commands().sadd(unconfirmedServers, "other");
        registry.redis().commands().expire(unconfirmedServers, 10);
        assertThat(assign()).isInstanceOf(Assignment.NotYet.class);
        registry.redis().commands().expire(unconfirmedServers, 3600);
        assertThat(assign()).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void housekeepingIsDueAnIntervalLater() {
        registry.redis().commands().setex(keys.of(RedisKey.HOUSEKEEPING), 3600, "x");
        assertThat(poller.claimHousekeeping(MINUTE)).isFalse();
        assertThat(registry.redis().commands().pttl(keys.of(RedisKey.HOUSEKEEPING)))
                .isBetween(1L, MINUTE.toMillis());
    }

    @Test
    void claimOfACallbackUrlExpiresInTime() {
        MeetingEndedCallbackStore urls = new MeetingEndedCallbackStore(registry.redis());
        registry.redis().commands().setex(keys.of(RedisKey.ENDED_URL_CLAIM, "e"), 3600, "");
        assertThat(urls.claim("e", MINUTE)).isFalse();
        assertThat(registry.redis().commands().pttl(keys.of(RedisKey.ENDED_URL_CLAIM, "e")))
                .isLessThan(2 * MINUTE.toMillis());
    }

    @Test
    void aFullBucketOfWrongPinsOfTheFutureIsEmpty() {
        String bucket = keys.of(RedisKey.WRONG_PINS, "all");
        registry.redis().commands().hset(bucket, Map.of("level", "10", "at", String.valueOf(ahead())));
        List<String> answer = RedisScript.named("dialin-find").run(registry.redis(), "12345", "60000", "all", "10");
        assertThat(answer).containsExactly("unknown");
    }

    @Test
    void listedMeetingOfTheFutureIsRepaired() {
        registry.redis().commands().sadd(keys.of(RedisKey.MEETINGS), "class");
        assigned(ahead());
        RegistryRepair repair = new RegistryRepair(registry.redis(), new Actor("test"));
        List<RegistryFault> repaired = repair.repair(repair.serverAndMeetingFaults());
        assertThat(repaired).extracting(RegistryFault::subject).contains("class");
    }
}
