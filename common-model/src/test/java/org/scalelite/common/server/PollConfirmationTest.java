package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestRegistry;

/** Confirmations that take an unanswering server offline, by the scripts (specification, section 10). */
class PollConfirmationTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final HealthState OFFLINE = new HealthState.Offline(0);
    private static final HealthState RELEASED = new HealthState.Released(0);

    private final TestRegistry registry = new TestRegistry();
    private final PollLeases poller = new PollLeases(registry.redis());
    private final PollLeases other = new PollLeases(registry.redis());

    @AfterEach
    void close() {
        registry.close();
    }

    private List<ServerId> online(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> registry.online(url(i), "s"))
                .toList();
    }

    private void added(int count) {
        for (int i = 0; i < count; i++) {
            registry.servers().add(new ServerId("bbb-" + i), url(i), "s", 1, Optional.empty());
        }
    }

    private static URI url(int index) {
        return URI.create("http://bbb-" + index + "/api");
    }

    private PollWritten silent(PollLeases by, ServerId id, HealthState healthState) {
        return silent(by, id, healthState, false);
    }

    private PollWritten silent(PollLeases by, ServerId id, HealthState healthState, boolean isolated) {
        PollRecord.Silence silence =
                new PollRecord.Silence(isolated, registry.servers().now());
        return registry.servers()
                .recordPoll(
                        by.seize(id).orElseThrow(), new PollRecord.Bad(healthState, "timeout", Optional.of(silence)));
    }

    private boolean isOnline(ServerId id) {
        return registry.servers().find(id).orElseThrow().online();
    }

    private String health(ServerId id) {
        return registry.redis()
                .commands()
                .hget(registry.redis().keys().of(RedisKey.SERVER_MEMORY, id.value()), "health");
    }

    /** One of three servers that are online, while another poller works too. */
    private ServerId serverOfTwoPollers() {
        ServerId id = online(3).getFirst();
        other.claim(HOUR);
        return id;
    }

    @Test
    void singlePollerTakesASilentServerOffline() {
        ServerId id = online(2).getFirst();
        assertThat(silent(poller, id, OFFLINE)).isInstanceOf(PollWritten.Written.class);
        assertThat(isOnline(id)).isFalse();
    }

    @Test
    void twoPollersMustBothFindItSilent() {
        ServerId id = serverOfTwoPollers();
        assertThat(silent(poller, id, OFFLINE)).isEqualTo(new PollWritten.Withheld("suspect", true));
        assertThat(silent(poller, id, OFFLINE)).isEqualTo(new PollWritten.Withheld("suspect", false));
        assertThat(registry.servers().find(id).orElseThrow().health().unhealthyPolls())
                .as("unconfirmed polls do not count")
                .isEqualTo(1);
        assertThat(silent(other, id, OFFLINE)).isInstanceOf(PollWritten.Written.class);
        assertThat(isOnline(id)).isFalse();
    }

    @Test
    void goodPollRefutesAnotherPoller() {
        ServerId id = serverOfTwoPollers();
        silent(other, id, new HealthState.Suspect(1));
        registry.poll(id, 0);
        assertThat(silent(poller, id, OFFLINE)).isInstanceOf(PollWritten.Withheld.class);
    }

    @Test
    void suspectServerIsPolledByAnotherPoller() {
        ServerId id = online(1).getFirst();
        other.claim(HOUR);
        silent(poller, id, new HealthState.Suspect(1));
        long now = registry.servers().now().toEpochMilli();
        registry.redis().commands().zadd(registry.redis().keys().of(RedisKey.POLLS_DUE), (double) now, id.value());
        registry.redis().commands().del(registry.redis().keys().of(RedisKey.POLL_LEASES));
        assertThat(poller.claim(HOUR)).isEmpty();
        assertThat(other.claim(HOUR)).hasSize(1);
    }

    @Test
    void failedCallConfirmsAPoll() {
        ServerId id = serverOfTwoPollers();
        registry.servers().reportFailure(id, "create: refused");
        assertThat(silent(poller, id, OFFLINE)).isInstanceOf(PollWritten.Written.class);
    }

    @Test
    void isolatedPollerWritesNothingUnconfirmed() {
        ServerId id = online(3).getFirst();
        assertThat(silent(poller, id, new HealthState.Suspect(1), true))
                .isEqualTo(new PollWritten.Withheld("healthy", false));
        assertThat(silent(poller, id, OFFLINE, true)).isEqualTo(new PollWritten.Withheld("healthy", false));
        assertThat(registry.load(id)).as("it gets new meetings").isPresent();
        registry.servers().reportFailure(id, "create: refused");
        silent(poller, id, OFFLINE, true);
        assertThat(isOnline(id)).as("a call failed too").isFalse();
    }

    @Test
    void isolatedPollersDoNotConfirmEachOther() {
        ServerId id = online(3).getFirst();
        other.claim(HOUR, true);
        assertThat(silent(other, id, OFFLINE, true)).isEqualTo(new PollWritten.Withheld("healthy", false));
        assertThat(silent(poller, id, OFFLINE, true)).isEqualTo(new PollWritten.Withheld("healthy", false));
        assertThat(silent(other, id, OFFLINE, true)).isEqualTo(new PollWritten.Withheld("healthy", false));
        assertThat(isOnline(id)).isTrue();
    }

    @Test
    void singlePollerTakesAtMostHalfOfThePoolOffline() {
        List<ServerId> ids = online(4);
        ids.forEach(id -> silent(poller, id, OFFLINE));
        assertThat(ids.stream().filter(this::isOnline)).hasSize(2);
        registry.servers().reportFailure(ids.get(3), "create: refused");
        silent(poller, ids.get(3), OFFLINE);
        assertThat(isOnline(ids.get(3))).as("a call failed too").isFalse();
    }

    @Test
    void serverThatAnswersTheApiStaysOnline() {
        ServerId id = online(2).getFirst();
        silent(poller, id, new HealthState.Suspect(1));
        registry.servers().recordReached(Map.of(url(0), Duration.ofSeconds(1), url(1), Duration.ZERO));
        assertThat(silent(poller, id, OFFLINE)).isEqualTo(new PollWritten.Withheld("suspect", false));
        registry.servers().recordReached(Map.of(url(0), Duration.ofMinutes(1)));
        silent(poller, id, OFFLINE);
        assertThat(isOnline(id)).as("that was long ago").isFalse();
    }

    @Test
    void serverGoesOfflineAfterALaterFailedCall() {
        ServerId id = online(2).getFirst();
        silent(poller, id, new HealthState.Suspect(1));
        registry.servers().recordReached(Map.of(url(0), Duration.ofSeconds(1)));
        registry.servers().reportFailure(id, "create: refused");
        silent(poller, id, OFFLINE);
        assertThat(isOnline(id)).isFalse();
    }

    @Test
    void answersOfAHealthyServerAreNotRecorded() {
        ServerId id = online(1).getFirst();
        registry.servers().recordReached(Map.of(url(0), Duration.ZERO));
        assertThat(registry.redis()
                        .commands()
                        .hexists(registry.redis().keys().of(RedisKey.SERVER_MEMORY, id.value()), "reached_at"))
                .isFalse();
    }

    @Test
    void meetingsStayWhileNoServerIsOnline() {
        List<ServerId> ids = online(2);
        ids.forEach(registry::offline);
        assertThat(silent(poller, ids.getFirst(), RELEASED)).isEqualTo(new PollWritten.Withheld("offline", false));
        registry.poll(ids.get(1), 0);
        assertThat(silent(poller, ids.getFirst(), RELEASED)).isInstanceOf(PollWritten.Written.class);
        assertThat(health(ids.getFirst())).isEqualTo("released");
    }

    @Test
    void meetingsStayWhileThePollerIsIsolated() {
        ServerId id = online(2).getFirst();
        registry.offline(id);
        assertThat(silent(poller, id, RELEASED, true)).isEqualTo(new PollWritten.Withheld("offline", false));
        assertThat(health(id)).isEqualTo("offline");
    }

    @Test
    void isolatedPollerReleasesItsServers() {
        added(3);
        assertThat(poller.claim(HOUR)).hasSize(3);
        other.claim(HOUR);
        assertThat(poller.claim(HOUR, true)).isEmpty();
        assertThat(registry.servers().pollers()).isEqualTo(new ServerRegistry.Pollers(1, 1));
        assertThat(other.claim(HOUR)).hasSize(3);
        poller.claim(HOUR, false);
        assertThat(registry.servers().pollers()).isEqualTo(new ServerRegistry.Pollers(2, 0));
    }

    @Test
    void isolatedPollerPollsIfThereIsNoOther() {
        added(3);
        assertThat(poller.claim(HOUR, true)).hasSize(3);
    }
}
