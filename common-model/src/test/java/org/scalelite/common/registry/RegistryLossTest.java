package org.scalelite.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** Several pollers, and operators who go on while Redis is lost. */
class RegistryLossTest {
    private static final int POLLERS = 4;
    private static final int LOSSES = 10;
    private static final int CHANGES = 400;
    private static final Duration TIMEOUT = TestTimeout.LIMIT;
    private static final List<Server.State> STATES = List.of(Server.State.values());

    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private final KeptRegistry pool = new KeptRegistry(REDIS);

    private static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
        CountDownLatch ready = new CountDownLatch(times);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> under = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                under.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return what.call();
                }));
            }
            for (Future<T> future : under) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void pollersThatStartAtOnceRestoreOnce() throws Exception {
        pool.add("bbb1");
        pool.addTenant("school");
        pool.round();
        pool.lose();
        atOnce(POLLERS, () -> {
            pool.round();
            return true;
        });
        assertThat(pool.audited("registry.restore")).hasSize(1);
        assertThat(pool.servers().all()).hasSize(1);
    }

    @Test
    void theScriptRestoresOnceEvenWithoutTheLock() throws Exception {
        pool.add("bbb1");
        pool.round();
        RegistrySnapshot content = pool.live().copy(true).orElseThrow().content();
        for (int i = 0; i < LOSSES; i++) {
            pool.lose();
            List<Optional<LiveRegistry.Restored>> restored =
                    atOnce(POLLERS, () -> pool.live().restore("mark", content));
            assertThat(restored).containsOnlyOnce(Optional.of(new LiveRegistry.Restored(1, 0)));
        }
        // The operator removes it; a late poller does not bring it back.
        pool.servers().remove(new ServerId("bbb1"), true);
        assertThat(pool.live().restore("mark", content)).isEmpty();
    }

    @Test
    void nothingOldTakesThePlaceOfSomethingNewer() throws Exception {
        ServerId id = pool.add("bbb1");
        pool.round();
        Pattern number = Pattern.compile("number-(\\d+)");
        AtomicBoolean done = new AtomicBoolean();
        try (ScheduledExecutorService threads = Executors.newScheduledThreadPool(POLLERS + 1)) {
            List<Future<?>> pollers = new ArrayList<>();
            for (int i = 0; i < POLLERS; i++) {
                pollers.add(threads.scheduleWithFixedDelay(pool.keeper()::sync, 0, 1, TimeUnit.MILLISECONDS));
            }
            Future<Integer> watching = threads.submit(() -> {
                int newest = 0;
                int seen = 0;
                boolean last;
                do {
                    last = done.get();
                    Matcher matcher = number.matcher(pool.kept());
                    if (matcher.find()) {
                        int found = Integer.parseInt(matcher.group(1));
                        assertThat(found).isGreaterThanOrEqualTo(newest);
                        seen += found > newest ? 1 : 0;
                        newest = found;
                    }
                } while (!last);
                return seen;
            });
            try {
                for (int i = 1; i <= CHANGES; i++) {
                    pool.servers().update(id, ServerUpdate.nothing().withSecret("number-" + i));
                }
                await().atMost(TIMEOUT).until(() -> pool.kept().contains("number-" + CHANGES));
            } finally {
                done.set(true);
            }
            assertThat(watching.get()).isPositive();
            assertThat(pollers).as("none has failed").noneMatch(Future::isDone);
        }
    }

    @Test
    void whatComesBackWasCurrentWithinTheLastRound() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        pool.add("bbb0");
        pool.addTenant("tenant-0");
        for (int loss = 0; loss < LOSSES; loss++) {
            List<RegistrySnapshot> states = new ArrayList<>();
            states.add(state());
            pool.round();
            RegistryKeeper keeper = pool.keeper();
            int settled = 0;
            int changes = random.nextInt(40);
            for (int i = 0; i < changes; i++) {
                if (random.nextInt(4) == 0) {
                    // It goes on while the next changes are made.
                    keeper.sync();
                }
                if (random.nextInt(10) == 0) {
                    // One that is under way would keep others from theirs.
                    keeper.close();
                    keeper = pool.keeper();
                    pool.round();
                    settled = states.size() - 1;
                }
                change(random);
                states.add(state());
            }
            if (random.nextBoolean()) {
                keeper.sync();
            }
            pool.lose();
            RegistryKeeper last = keeper;
            await().atMost(TIMEOUT).until(() -> {
                last.sync();
                return pool.redis().exists(pool.keys().of(RedisKey.SERVERS)) == 1;
            });
            keeper.close();
            assertThat(states.subList(settled, states.size()))
                    .as("seed %d, loss %d", seed, loss)
                    .contains(state());
        }
    }

    private RegistrySnapshot state() {
        return pool.live().copy(false).orElseThrow().content();
    }

    /** One write: a keeper may see Redis between two, and that state is in no list. */
    private void change(Random random) {
        ServerId id = new ServerId("bbb" + random.nextInt(5));
        List<TenantEntry> tenants = pool.tenants().all();
        String tenant = tenants.isEmpty()
                ? "none"
                : tenants.get(random.nextInt(tenants.size())).id();
        switch (random.nextInt(8)) {
            case 0 ->
                pool.servers().add(id, URI.create("https://b.example.org/bigbluebutton/api"), "s", 1, Optional.empty());
            case 1 -> {
                if (pool.servers().all().size() > 1) {
                    pool.servers().remove(id, true);
                }
            }
            case 2 -> pool.servers().update(id, ServerUpdate.nothing().withSecret("s" + random.nextInt()));
            case 3 -> pool.servers().changeState(id, STATES.get(random.nextInt(3)));
            case 4 -> {
                String name = "tenant-" + random.nextInt(5);
                pool.tenants().add(Map.of(TenantField.NAME, name, TenantField.SECRETS, "s"));
            }
            case 5 -> pool.tenants().remove(tenant);
            case 6 -> pool.tenants().update(tenant, Map.of(TenantField.MAX_USERS, "" + (1 + random.nextInt(99))));
            default -> pool.tenants().putSetting(tenant, new Tenant.Setting("p" + random.nextInt(3), "v", true));
        }
    }
}
