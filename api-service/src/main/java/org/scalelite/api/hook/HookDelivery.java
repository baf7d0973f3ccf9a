package org.scalelite.api.hook;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookQueue;
import org.scalelite.common.hook.HookQueue.Batch;
import org.scalelite.common.hook.HookQueue.Lease;
import org.scalelite.common.hook.HookQueue.Waiting;
import org.scalelite.common.task.Worker;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events that wait for hooks (docs/adr/0050). Any number of replicas do; each hook is leased to one of them,
 * which lets others in after a few seconds, so that a slow front-end does not delay others.
 */
@Singleton
@Requires(beans = HookDirectory.class)
public final class HookDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookDelivery.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int HOOKS_AT_ONCE = 128;

    /** Longer than a round and its last attempts take: only of a dead replica is a hook taken over. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** How long a hook with events keeps its place here. */
    private static final Duration TURN = Duration.ofSeconds(5);

    /** Of a killed replica, so many events of a hook are delivered again. */
    private static final int BATCH = 200;

    private static final int BATCH_BYTES = 1 << 17;
    private static final Optional<String> NO_SECRET = Optional.of("its tenant is gone or has no secret");
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final String owner = UUID.randomUUID().toString();
    private final HookQueue queue;
    private final HookDirectory hooks;
    private final HookSender sender;
    private final HookMetrics metrics;
    private final TenantDirectory tenants;
    private final SharedSecrets ownSecrets;
    private final Semaphore places = new Semaphore(HOOKS_AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("hook-", 0).factory());
    private final Worker worker = new Worker("hook-delivery", LOOK_EVERY, this::beginDue);

    HookDelivery(
            HookQueue queue,
            HookDirectory hooks,
            HookSender sender,
            HookMetrics metrics,
            TenantDirectory tenants,
            HttpConfig config) {
        this.queue = queue;
        this.hooks = hooks;
        this.sender = sender;
        this.metrics = metrics;
        this.tenants = tenants;
        this.ownSecrets = config.secrets();
    }

    /** Delivers in the background until it is closed. */
    public void start() {
        queue.listen(worker::wake);
        worker.start();
    }

    /** Answers no pause if more hooks may be due. */
    private Duration beginDue() {
        int free = places.availablePermits();
        List<Lease> leases = free == 0 ? List.of() : queue.claim(owner, LEASE, free);
        for (Lease lease : leases) {
            places.acquireUninterruptibly();
            threads.execute(() -> {
                try {
                    deliver(lease);
                } finally {
                    places.release();
                    worker.wake();
                }
            });
        }
        return leases.size() < free || free == 0 ? LOOK_EVERY : Duration.ZERO;
    }

    private void deliver(Lease lease) {
        try {
            Optional<Hook> hook = hooks.find(lease.tenantId(), lease.hook());
            if (hook.isEmpty()) {
                queue.remove(lease.hook());
                return;
            }
            deliver(lease, hook.get(), secret(hook.get()));
        } catch (RuntimeException e) {
            // The lease ends by itself at the latest.
            LOG.warn("Events of hook {} wait: {}", lease, e.getMessage());
            LOG.debug("A hook could not be worked on", e);
        }
    }

    private Optional<String> secret(Hook hook) {
        Optional<SharedSecrets> secrets = hook.tenantId().isEmpty()
                ? Optional.of(ownSecrets)
                : tenants.withId(hook.tenantId().get()).map(Tenant::secrets);
        return secrets.map(known -> known.startingWith(hook.signer()).getFirst());
    }

    private void deliver(Lease lease, Hook hook, Optional<String> secret) {
        Deadline turn = Deadline.in(TURN);
        DeliveryRound round = new DeliveryRound(event ->
                secret.map(known -> sender.send(hook, known, event.event())).orElse(NO_SECRET));
        List<Waiting> delivered = List.of();
        while (!turn.isOver() && !worker.isClosed()) {
            Batch batch = queue.next(lease, delivered, LEASE, BATCH, BATCH_BYTES);
            if (batch.events().isEmpty()) {
                return;
            }
            DeliveryRound.Result result = round.run(batch.events());
            delivered = result.delivered();
            if (result.failure().isPresent()) {
                failed(
                        lease,
                        hook,
                        delivered,
                        batch.attempts() + 1,
                        result.failure().get());
                return;
            }
        }
        queue.release(lease, delivered, Duration.ZERO, Optional.empty());
    }

    private void failed(Lease lease, Hook hook, List<Waiting> delivered, int attempts, String reason) {
        Optional<Duration> pause = HookRetry.pauseAfter(attempts);
        if (pause.isPresent()) {
            if (attempts == 1) {
                LOG.warn("An event for the {} failed and is tried again: {}", hook, reason);
            }
            queue.release(lease, delivered, pause.get(), Optional.of(reason));
            return;
        }
        hooks.disable(hook, reason);
        metrics.disabled();
        LOG.warn("The {} is disabled after {} failed attempts: {}", hook, attempts, reason);
    }

    /** Begins nothing more, and waits a limited time for attempts in flight; leases end by themselves. */
    @Override
    @PreDestroy
    public void close() {
        worker.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
