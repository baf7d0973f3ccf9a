package org.scalelite.common.callback;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings orders from Redis to PostgreSQL: at once, or as soon as PostgreSQL answers; and to the outbox the
 * {@code meetingEndedURL} of meetings whose end their BBB servers have not reported. Every replica does it for all, so that
 * the orders of one that died are not forgotten; doing it twice does no harm.
 */
public final class CallbackStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackStorage.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 200;

    /** How long the BBB server of a meeting that has ended may report that before we do it. */
    private static final Duration REPORT_DELAY = Duration.ofSeconds(30);

    /** Longer than a row takes. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final CallbackInbox inbox;
    private final CallbackDataRepository rows;
    private final MeetingEndedCallbackStore ended;
    private final OutboundCallbackRepository outbox;
    private final Duration reportDelay;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("callback-storage").unstarted(this::run);
    private volatile boolean closed;
    private boolean failing;

    /** A storage; nothing happens before {@link #start}. */
    public CallbackStorage(
            CallbackInbox inbox,
            CallbackDataRepository rows,
            MeetingEndedCallbackStore ended,
            OutboundCallbackRepository outbox) {
        this(inbox, rows, ended, outbox, REPORT_DELAY);
    }

    CallbackStorage(
            CallbackInbox inbox,
            CallbackDataRepository rows,
            MeetingEndedCallbackStore ended,
            OutboundCallbackRepository outbox,
            Duration reportDelay) {
        this.inbox = inbox;
        this.rows = rows;
        this.ended = ended;
        this.outbox = outbox;
        this.reportDelay = reportDelay;
    }

    /** Works in the background until it is closed. */
    public void start() {
        thread.start();
    }

    /** Takes an order; it is in Redis when this returns. */
    public void store(CallbackOrder order) {
        inbox.put(order);
        news.release();
    }

    private void run() {
        try {
            while (!closed) {
                news.drainPermits();
                if (!moveSome()) {
                    // Not acquired means that it is time to look for what others left behind.
                    boolean _ = news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more. */
    private boolean moveSome() {
        try {
            List<CallbackInbox.Entry> entries = inbox.waiting(AT_ONCE);
            entries.forEach(this::move);
            List<MeetingEndedCallbackStore.Due> due = ended.due(reportDelay, AT_ONCE);
            due.forEach(this::moveEnded);
            if (failing && !(entries.isEmpty() && due.isEmpty())) {
                failing = false;
                LOG.info("PostgreSQL takes callback data again");
            }
            return !entries.isEmpty();
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn("Callback data waits in Redis until PostgreSQL takes it: {}", e.getMessage());
                LOG.debug("Callback data cannot be stored", e);
            }
            return false;
        }
    }

    private void moveEnded(MeetingEndedCallbackStore.Due due) {
        if (!ended.claim(due.id(), CLAIM)) {
            return;
        }
        try {
            outbox.meetingEnded(due.ended());
            ended.called(due.id());
        } catch (RuntimeException e) {
            ended.release(due.id());
            throw e;
        }
    }

    private void move(CallbackInbox.Entry entry) {
        try {
            rows.store(entry.order(), entry.at());
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isRefusedData(e)) {
                throw e;
            }
            LOG.warn("PostgreSQL does not take the callback data of meeting {}: it is dropped", entry);
        }
        inbox.taken(entry);
    }

    @Override
    public void close() {
        closed = true;
        news.release();
        try {
            if (thread.isAlive() && !thread.join(STOP_DEADLINE)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
