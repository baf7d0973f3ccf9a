package org.scalelite.common.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis answers. After one call that failed the next ones fail at once, so that no caller waits, until
 * {@link RedisConnectionMonitor} has had an answer. Only this logs it: one line when Redis is unavailable, one when it answers
 * again and where, one when the primary changed without an outage.
 */
final class RedisCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
    private final AtomicLong outages = new AtomicLong();
    private volatile long answered = System.nanoTime();
    private volatile boolean ended;
    private String place = "";

    private record Outage(long since, Throwable cause) {
        Duration time() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /**
     * Begins a call; returns when that was, by {@link System#nanoTime}.
     *
     * @throws RedisUnavailableException if Redis is unavailable
     */
    long begin() {
        Outage present = outage.get();
        if (present != null) {
            throw new RedisUnavailableException(present.cause());
        }
        return System.nanoTime();
    }

    /**
     * A call that began then was not answered. If Redis has answered a later one, that does not matter now.
     *
     * @return whether Redis is unavailable since this call
     */
    boolean failed(long began, Throwable cause) {
        if (ended || began - answered < 0) {
            return false;
        }
        boolean refused = RedisRefusal.isAuthenticationError(cause);
        if (!outage.compareAndSet(null, new Outage(System.nanoTime(), cause))) {
            if (refused) {
                noteRefused(cause);
            }
            return false;
        }
        outages.incrementAndGet();
        if (refused) {
            logRefused(cause);
        } else {
            LOG.warn("Redis does not answer ({}): calls fail at once until it does", RedisRefusal.rootMessage(cause));
        }
        return true;
    }

    /** It was unavailable before; a refused login is logged once. */
    private void noteRefused(Throwable cause) {
        Outage present = outage.get();
        if (present != null
                && !RedisRefusal.isAuthenticationError(present.cause())
                && outage.compareAndSet(present, new Outage(present.since(), cause))) {
            logRefused(cause);
        }
    }

    private static void logRefused(Throwable cause) {
        LOG.error("Redis {}; calls fail at once until it lets us in", RedisRefusal.loginProblem(cause));
    }

    /**
     * Redis has answered the monitor's question.
     *
     * @param asked when that was asked
     * @param where the address of this Redis
     */
    void answered(long asked, String where) {
        answered = asked;
        Outage over = outage.getAndSet(null);
        if (over != null) {
            LOG.info("Redis answers again after {} s, at {}", over.time().toMillis() / 1000.0, where);
        } else if (!place.isEmpty() && !place.equals(where)) {
            LOG.info("Redis primary changed from {} to {}", place, where);
        }
        place = where;
    }

    boolean isOpen() {
        return outage.get() != null;
    }

    /** How long Redis has been unavailable; empty if it is not. */
    Optional<Duration> outageTime() {
        return Optional.ofNullable(outage.get()).map(Outage::time);
    }

    /** How often it has been unavailable since the start. */
    long outages() {
        return outages.get();
    }

    /** What fails from now on fails because this process stops. */
    void end() {
        ended = true;
    }
}
