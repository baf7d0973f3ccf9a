package org.scalelite.poller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.hook.IntakeAddress;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.hook.ServerHooks.State;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.poller.PollerService;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;

/** Our hooks at BBB servers. */
class HookRegistrationTest {
    private static final String BASE = "https://lb.example.org";

    private final TestRegistry registry = new TestRegistry();
    private final SimulatedPool pool = SimulatedPool.start(1);
    private final SimulatedPool without =
            SimulatedPool.start(SimulatorOptions.defaults().withWebhooks(false));
    private final SimulatedBbbServer server = pool.server(0);
    private final ServerId id = registry.online(server.apiUrl(), server.secret());
    private final ServerId idWithout =
            registry.online(without.server(0).apiUrl(), without.server(0).secret());
    private final ServerHooks hooks = new ServerHooks(registry.redis());
    private final ApplicationContext poller = poller();

    private ApplicationContext poller() {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("BBB_CALLBACK_BASE", BASE + "/");
        return PollerService.start(Settings.of(environment));
    }

    @BeforeEach
    void start() {
        poller.getBean(HookRegistration.class).start();
    }

    @AfterEach
    void stop() {
        poller.close();
        pool.close();
        without.close();
        registry.close();
    }

    private String url(Kind kind) {
        return new IntakeAddress(BASE).url(id, server.secret(), kind);
    }

    private void awaitUrls(String... urls) {
        await().atMost(TestTimeout.LIMIT)
                .untilAsserted(() -> assertThat(server.hookUrls()).containsExactly(urls));
    }

    @Test
    void serversGetTheHooksThatFrontEndsNeed() {
        hooks.want(Set.of(Kind.EVENTS));
        awaitUrls(url(Kind.EVENTS));

        hooks.want(Set.of(Kind.EVENTS, Kind.RAW));
        awaitUrls(url(Kind.EVENTS), url(Kind.RAW));

        hooks.want(Set.of());
        awaitUrls();
    }

    @Test
    void restartedServerGetsItsHookAgain() {
        hooks.want(Set.of(Kind.EVENTS));
        awaitUrls(url(Kind.EVENTS));

        server.restartEmpty();
        // As if a minute had passed.
        registry.redis().commands().zadd(registry.redis().keys().of(RedisKey.HOOK_CHECKS), 0, id.value());

        awaitUrls(url(Kind.EVENTS));
    }

    @Test
    void hookOfARemovedServerIsDestroyed() {
        hooks.want(Set.of(Kind.EVENTS));
        awaitUrls(url(Kind.EVENTS));
        await().atMost(TestTimeout.LIMIT).until(() -> hooks.states().servers().containsKey(id));

        registry.servers().remove(id, true);

        awaitUrls();
        assertThat(hooks.states().servers()).doesNotContainKey(id);
    }

    @Test
    void serverWithoutWebhooksIsKnown() {
        hooks.want(Set.of(Kind.EVENTS));

        await().atMost(TestTimeout.LIMIT)
                .until(() -> hooks.states().servers(), Map.of(id, State.REGISTERED, idWithout, State.MISSING)::equals);
        assertThat(hooks.states().wanted()).containsExactly(Kind.EVENTS);
    }
}
