package org.scalelite.common.callback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.callback.CallbackSender.DeliveryResult;
import org.scalelite.common.logging.RequestId;
import org.scalelite.common.task.Worker;
import org.scalelite.common.tenant.TenantDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Works off the outbox until it is closed (specification, sections 9 and 16.11). Any number may run on one PostgreSQL. Each
 * front-end gets a few callbacks at a time, so that a slow one holds up no other.
 */
@Singleton
public final class CallbackDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackDelivery.class);
    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_TO_ONE = 4;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** After which no further secret is tried. */
    private static final Duration ATTEMPT = Duration.ofSeconds(60);

    /** Longer than an attempt and its last call take: only of a dead deliverer is a callback taken over. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final Duration FINISH_DEADLINE = Duration.ofSeconds(20);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
    private static final Duration CLEAN_EVERY = Duration.ofHours(1);
    private static final Duration KEEP_DELIVERED = Duration.ofDays(7);
    private static final Duration KEEP_OTHERS = Duration.ofDays(90);

    private final OutboundCallbackRepository outbox;
    private final CallbackClient client;
    private final CallbackMetrics metrics;
    private final CallbackSender sender;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final Worker worker = new Worker("callbacks", LOOK_EVERY, this::beginSome)
            .reporting(CallbackDelivery::warn, () -> LOG.info("The outbox can be read again"));
    private final Map<String, Integer> underWay = new HashMap<>();
    private Instant cleanedAt = Instant.EPOCH;

    /** A delivery with a client of its own; nothing happens before {@link #start}. */
    @Inject
    public CallbackDelivery(
            CallbackConfig config, OutboundCallbackRepository outbox, TenantDirectory tenants, MeterRegistry meters) {
        this(config, outbox, tenants, new CallbackClient(config.addresses()), meters);
    }

    CallbackDelivery(
            CallbackConfig config,
            OutboundCallbackRepository outbox,
            TenantDirectory tenants,
            CallbackClient client,
            MeterRegistry meters) {
        this.metrics = new CallbackMetrics(meters);
        this.outbox = outbox;
        this.client = client;
        this.sender = new CallbackSender(config, new CallbackSecrets(config, tenants::withId), client);
        if (config.secrets().isEmpty()) {
            LOG.warn("LOADBALANCER_SECRET is not set: callbacks for meetings without a tenant cannot be signed");
        }
    }

    /** Delivers in the background until it is closed. */
    public void start() {
        worker.start();
    }

    /** Answers no pause if more may be begun at once. */
    private Duration beginSome() {
        int free = AT_ONCE - inFlight();
        List<OutboundCallback> claimed = free <= 0 ? List.of() : outbox.claim(busy(), free, CLAIM);
        claimed.forEach(this::begin);
        clean();
        return claimed.isEmpty() ? LOOK_EVERY : Duration.ZERO;
    }

    private static void warn(RuntimeException failure) {
        LOG.warn("The outbox cannot be read, callbacks wait: {}", failure.getMessage());
        LOG.debug("The outbox cannot be read", failure);
    }

    private void begin(OutboundCallback callback) {
        String destination = PublicUrl.originOf(callback.url());
        count(destination, 1);
        threads.execute(() -> {
            try (MDC.MDCCloseable _ = MDC.putCloseable(RequestId.KEY, RequestId.create())) {
                deliver(callback);
            } finally {
                count(destination, -1);
                worker.wake();
            }
        });
    }

    private void deliver(OutboundCallback callback) {
        try {
            Instant deadline = Instant.now().plus(ATTEMPT);
            DeliveryResult result =
                    metrics.timed(callback.kind(), () -> sender.send(callback, outbox.payload(callback), deadline));
            Duration pause = RetryPause.after(callback.attempts(), ThreadLocalRandom.current());
            outbox.finish(callback, result, pause).ifPresent(state -> log(callback, result, state));
        } catch (RuntimeException e) {
            // The claim runs out by itself, and then it is tried again.
            LOG.warn("What became of the {} cannot be written: {}", callback, e.getMessage());
            LOG.debug("What became of a callback cannot be written", e);
        }
    }

    private static void log(OutboundCallback callback, DeliveryResult result, OutboundCallback.State state) {
        switch (result) {
            case DeliveryResult.Delivered _ ->
                LOG.info("The {} is delivered (attempt {})", callback, callback.attempts());
            case DeliveryResult.Gone(String reason) -> LOG.warn("The {} is not wanted: {}", callback, reason);
            case DeliveryResult.Refused(String reason) -> LOG.warn("The {} is refused: {}", callback, reason);
            case DeliveryResult.Failed(String reason) -> {
                if (state == OutboundCallback.State.DEAD) {
                    LOG.warn("The {} is given up after {} attempts: {}", callback, callback.attempts(), reason);
                } else if (callback.attempts() == 1) {
                    LOG.warn("The {} failed and will be tried again: {}", callback, reason);
                } else {
                    LOG.debug("The {} failed again: {}", callback, reason);
                }
            }
        }
    }

    private void clean() {
        Instant now = Instant.now();
        if (cleanedAt.plus(CLEAN_EVERY).isBefore(now)) {
            cleanedAt = now;
            outbox.forget(OutboundCallback.State.DELIVERED, KEEP_DELIVERED);
            outbox.forget(OutboundCallback.State.GONE, KEEP_OTHERS);
            outbox.forget(OutboundCallback.State.DEAD, KEEP_OTHERS);
        }
    }

    private List<String> busy() {
        synchronized (underWay) {
            return underWay.entrySet().stream()
                    .filter(entry -> entry.getValue() >= AT_ONCE_TO_ONE)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private int inFlight() {
        synchronized (underWay) {
            return underWay.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void count(String destination, int change) {
        synchronized (underWay) {
            underWay.merge(destination, change, (before, more) -> before + more == 0 ? null : before + more);
        }
    }

    /** Starts no further callback, and waits a limited time for those in flight. */
    @Override
    @PreDestroy
    public void close() {
        worker.close();
        try {
            threads.shutdown();
            if (!threads.awaitTermination(FINISH_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                if (!threads.awaitTermination(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("Callbacks were still under way at the end; they will be tried again");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
