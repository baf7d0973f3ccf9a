package org.scalelite.poller.history;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.history.MeetingRunRepository;
import org.scalelite.common.history.PoolSample;
import org.scalelite.common.history.PoolSampleRepository;
import org.scalelite.common.history.SeenRun;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.task.Worker;
import org.scalelite.poller.server.MeetingReport;
import org.scalelite.poller.server.ServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history of meetings and the samples of the pool to PostgreSQL. Polls only report what they have found: a
 * thread of its own writes it every few seconds, so that no poll waits for PostgreSQL
 * (docs/adr/0045-history-of-meetings.md).
 */
@Singleton
public final class MeetingHistory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingHistory.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** Meetings in memory while PostgreSQL is unavailable: some 10 MB. */
    private static final int MAX_PENDING = 20_000;

    /** Meetings in one statement. */
    private static final int BATCH = 1_000;

    /** Intervals between polls for which the users of a poll count at most. */
    private static final int LONGEST_GAP = 5;

    /** After which a meeting that no poll lists has ended. */
    private static final Duration UNSEEN = Duration.ofHours(1);

    /** BBB has no longer ids; the primary key and the memory take no longer ones. */
    private static final int MAX_ID = 256;

    /** Rows that are deleted at once, once a minute. */
    private static final int FORGOTTEN = 2_000;

    private final ServerRegistry servers;
    private final Optional<MeetingRunRepository> runs;
    private final Optional<PoolSampleRepository> samples;
    private final Duration interval;
    private final int days;
    private final PendingRuns pending;
    private final Worker worker = Worker.every(PAUSE, "history", this::write)
            .reporting(MeetingHistory::warn, () -> LOG.info("The history of meetings is written again"));
    private Instant sampledMinute = Instant.EPOCH;
    private volatile boolean started;

    MeetingHistory(
            Settings settings,
            ServerRegistry servers,
            Optional<MeetingRunRepository> runs,
            Optional<PoolSampleRepository> samples) {
        this.servers = servers;
        this.runs = runs;
        this.samples = samples;
        this.interval = settings.get(Variables.POLL_INTERVAL);
        this.days = settings.get(Variables.MEETING_HISTORY_DAYS);
        this.pending = new PendingRuns(MAX_PENDING, longestGap());
    }

    /** Writes in the background until it is closed; nothing if PostgreSQL is switched off or not configured. */
    public void start() {
        if (runs.isPresent()) {
            started = true;
            worker.startAfter(PAUSE);
        }
    }

    /** Adds what a poll of a server has found. It neither waits nor fails. */
    public void seen(Server server, ServerReport report, Instant at) {
        if (runs.isPresent() && days > 0) {
            pending.add(
                    server.id(),
                    at,
                    report.meetings().stream()
                            .filter(MeetingHistory::isRecordable)
                            .map(meeting -> seen(server, meeting, at))
                            .toList());
        }
    }

    /** The users of a breakout room are in its meeting too. */
    static boolean isRecordable(MeetingReport meeting) {
        return !meeting.breakout()
                && !meeting.internalId().isEmpty()
                && Stream.of(
                                meeting.internalId(),
                                meeting.key().meetingId(),
                                meeting.key().tenantText())
                        .allMatch(id -> id.length() <= MAX_ID);
    }

    private static SeenRun seen(Server server, MeetingReport meeting, Instant at) {
        return new SeenRun(
                meeting.internalId(),
                server.id().value(),
                Optional.ofNullable(server.url().getHost()).orElse(""),
                meeting.key().tenantText(),
                meeting.key().meetingId(),
                createdAt(meeting, at),
                at,
                at,
                meeting.participants(),
                meeting.participants(),
                0,
                meeting.recorded());
    }

    /** Not in the future, where the clock of the server is fast; unknown is now. */
    private static Instant createdAt(MeetingReport meeting, Instant at) {
        Instant created = meeting.createdAt();
        return created.equals(Instant.EPOCH) || created.isAfter(at) ? at : created;
    }

    /** Stores what polls have seen, samples the pool once a minute, and deletes what is too old. */
    public synchronized void write() {
        if (runs.isEmpty() || samples.isEmpty()) {
            return;
        }
        writeRuns(runs.get());
        try {
            onceAMinute(runs.get(), samples.get());
        } catch (RedisUnavailableException e) {
            // The poll loop logs it.
            LOG.debug("The pool cannot be sampled", e);
        }
    }

    private void onceAMinute(MeetingRunRepository meetings, PoolSampleRepository pool) {
        Instant minute = servers.now().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(sampledMinute)) {
            if (days == 0 || sample(pool, minute)) {
                clean(meetings, pool, minute);
            }
            sampledMinute = minute;
        }
    }

    private void writeRuns(MeetingRunRepository repository) {
        PendingRuns.Batch batch = pending.take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            batch.runs().stream().gather(Gatherers.windowFixed(BATCH)).forEach(some -> add(repository, some));
            repository.endUnlisted(batch.polledAt(), interval);
        } catch (RuntimeException e) {
            pending.putBack(batch);
            throw e;
        }
    }

    /** Values that PostgreSQL refuses would be refused for ever. */
    private void add(MeetingRunRepository repository, List<SeenRun> some) {
        try {
            repository.add(some, longestGap());
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isRefusedData(e)) {
                throw e;
            }
            LOG.warn("The history of {} meetings cannot be stored: {}", some.size(), e.getMessage());
        }
    }

    /** Whether this poller has written the sample. Without servers there is none to write. */
    private boolean sample(PoolSampleRepository repository, Instant minute) {
        if (repository.has(minute)) {
            return false;
        }
        List<PoolSample> sampled = servers.all().stream()
                .map(server -> new PoolSample(
                        minute,
                        server.id().value(),
                        server.statistics().meetings(),
                        server.statistics().users(),
                        server.load().orElse(0)))
                .toList();
        return sampled.isEmpty() || repository.add(minute, sampled);
    }

    private void clean(MeetingRunRepository repository, PoolSampleRepository sampled, Instant now) {
        repository.endUnseen(now.minus(UNSEEN.compareTo(longestGap()) > 0 ? UNSEEN : longestGap()));
        int _ = repository.forget(now.minus(Duration.ofDays(days)), FORGOTTEN);
        sampled.forget(days == 0 ? now : now.minus(PoolSampleRepository.KEPT));
    }

    private Duration longestGap() {
        return interval.multipliedBy(LONGEST_GAP);
    }

    private static void warn(RuntimeException failure) {
        LOG.warn("The history of meetings cannot be written; it is kept in memory: {}", failure.getMessage());
        LOG.debug("The history of meetings cannot be written", failure);
    }

    /** Stores what polls have seen since the last round; each statement has a deadline. */
    @Override
    @PreDestroy
    public void close() {
        worker.close();
        if (started) {
            try {
                write();
            } catch (RuntimeException e) {
                LOG.debug("The history of the last polls is lost", e);
            }
        }
    }
}
