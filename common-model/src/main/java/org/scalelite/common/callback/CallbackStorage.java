package org.scalelite.common.callback;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves callback orders from Redis to PostgreSQL, at once or as soon as PostgreSQL answers. Puts the {@code meetingEndedURL} of
 * meetings whose end their BBB servers have not reported into the outbox. Every replica does it for all, so that no order of a
 * replica that died is lost; each step may be repeated.
 */
@Singleton
@Requires(beans = CallbackDataRepository.class)
public final class CallbackStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackStorage.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
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
    private final Worker worker = new Worker("callback-storage", PAUSE, this::moveSome)
            .reporting(CallbackStorage::warn, () -> LOG.info("PostgreSQL takes callback data again"));

    /** A storage; nothing happens before {@link #start}. */
    @Inject
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
        worker.start();
    }

    /** Takes an order; it is in Redis when this returns. */
    public void store(CallbackOrder order) {
        inbox.put(order);
        worker.wake();
    }

    /** Answers no pause if there may be more. */
    private Duration moveSome() {
        List<CallbackInbox.Entry> entries = inbox.waiting(AT_ONCE);
        entries.forEach(this::move);
        ended.due(reportDelay, AT_ONCE).forEach(this::moveEnded);
        return entries.isEmpty() ? PAUSE : Duration.ZERO;
    }

    private static void warn(RuntimeException failure) {
        LOG.warn("Callback data waits in Redis until PostgreSQL takes it: {}", failure.getMessage());
        LOG.debug("Callback data cannot be stored", failure);
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
    @PreDestroy
    public void close() {
        worker.close();
    }
}
