package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.ServerDrain.Progress;
import org.scalelite.common.server.ServerDrain.Start;
import org.scalelite.common.testing.TestRegistry;

class ServerDrainTest {
    private static final ServerId UNKNOWN = new ServerId("unknown");

    private final TestRegistry registry = new TestRegistry();
    private final ServerId id = registry.online(URI.create("https://bbb1.example.org/bigbluebutton/api"), "secret");
    private final ServerDrain drain = new ServerDrain(registry.servers(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        registry.close();
    }

    private void remember(String field, long millis) {
        registry.redis()
                .commands()
                .hset(registry.redis().keys().of(RedisKey.SERVER_MEMORY, id.value()), field, String.valueOf(millis));
    }

    @Test
    void serverIsCordonedUntilItIsDisabled() {
        assertThat(drain.progress(id)).isInstanceOf(Progress.Enabled.class);
        assertThat(drain.start(id)).isInstanceOf(Start.Cordoned.class);
        assertThat(registry.servers().find(id).orElseThrow().state()).isEqualTo(Server.State.CORDONED);
        assertThat(drain.progress(id)).isInstanceOf(Progress.Draining.class);
        registry.servers().changeState(id, Server.State.DISABLED);
        assertThat(drain.progress(id)).isInstanceOf(Progress.Drained.class);
        assertThat(drain.start(id)).as("it stays disabled").isInstanceOf(Start.Disabled.class);
        assertThat(registry.servers().find(id).orElseThrow().state()).isEqualTo(Server.State.DISABLED);
    }

    @Test
    void unknownServerIsNotFound() {
        assertThat(drain.start(UNKNOWN)).isInstanceOf(Start.NotFound.class);
        assertThat(drain.progress(UNKNOWN)).isInstanceOf(Progress.NotFound.class);
        assertThat(registry.servers().pollNow(UNKNOWN)).isFalse();
    }

    @Test
    void oldPollIsOverdue() {
        drain.start(id);
        long now = registry.servers().now().toEpochMilli();
        remember("polled_at", now);
        assertThat(((Progress.Draining) drain.progress(id)).overdue()).isFalse();
        remember("polled_at", now - Duration.ofSeconds(46).toMillis());
        assertThat(((Progress.Draining) drain.progress(id)).overdue()).isTrue();
    }

    private List<PollLease> claim(PollLeases poller, ServerId server) {
        return poller.claim(Duration.ofHours(1)).stream()
                .filter(lease -> lease.server().equals(server))
                .toList();
    }

    @Test
    void requestedPollIsDueAtOnce() {
        ServerId other = new ServerId("bbb-2");
        registry.servers().add(other, URI.create("http://bbb-2/api"), "secret", 1, Optional.empty());
        PollLeases poller = new PollLeases(registry.redis());
        assertThat(claim(poller, other)).hasSize(1).allSatisfy(lease -> poller.release(lease, Optional.empty()));
        assertThat(claim(poller, other)).as("due in an hour").isEmpty();
        assertThat(registry.servers().pollNow(other)).isTrue();
        assertThat(claim(poller, other)).hasSize(1);
    }

    @Test
    void reasonOfTheHealthStateIsStored() {
        registry.servers().reportFailure(id, "status 502");
        ServerFacts facts = new ServerFactsReader(registry.redis())
                .read(registry.servers().all())
                .getFirst();
        assertThat(facts.health()).isEqualTo("suspect");
        assertThat(facts.healthReason()).isEqualTo("status 502");
    }
}
