package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.doctor.ClockCheck;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.doctor.Finding.Section;
import org.scalelite.common.doctor.Finding.Severity;
import org.scalelite.common.doctor.PoolChecks;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what this process can see of the installation: stores, servers, pollers, clocks, registry and waiting work. One
 * examination runs at a time, because it calls every server; its report serves all who ask meanwhile and shortly after.
 */
@Singleton
public final class PoolDoctor {
    private static final Logger LOG = LoggerFactory.getLogger(PoolDoctor.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(10);
    private static final Duration SERVERS_DEADLINE = Duration.ofSeconds(12);
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    /** A badly restored registry may have thousands. */
    private static final int MOST_FINDINGS = 200;

    private final RedisStore redis;
    private final Optional<RegistrySnapshotRepository> snapshots;
    private final Optional<BacklogRepository> backlog;
    private final PoolChecks checks;
    private Optional<Report> last = Optional.empty();
    private long examinedNanos;

    PoolDoctor(
            RedisStore redis,
            Optional<RegistrySnapshotRepository> snapshots,
            Optional<BacklogRepository> backlog,
            Settings settings) {
        this.redis = redis;
        this.snapshots = snapshots;
        this.backlog = backlog;
        this.checks = new PoolChecks(settings, InstantSource.system());
    }

    /**
     * What was found.
     *
     * @param at when
     */
    public record Report(Instant at, List<Section> sections) {
        public Report {
            sections = List.copyOf(sections);
        }

        public long count(Severity severity) {
            return sections.stream()
                    .flatMap(section -> section.findings().stream())
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }
    }

    /** Examines the pool; takes 15 seconds at most. */
    public synchronized Report examine() {
        Optional<Report> fresh = last.filter(_ -> System.nanoTime() - examinedNanos < MAX_AGE.toNanos());
        Report report = fresh.orElseGet(this::run);
        if (fresh.isEmpty()) {
            last = Optional.of(report);
            examinedNanos = System.nanoTime();
        }
        return report;
    }

    private Report run() {
        List<ClockCheck.Reading> clocks = Collections.synchronizedList(new ArrayList<>());
        Map<String, Callable<List<Finding>>> subjects = new LinkedHashMap<>();
        subjects.put("redis", () -> checks.redis(redis, clocks::add));
        subjects.put("postgresql", () -> checks.database(clocks::add));
        subjects.put("servers", () -> checks.servers(redis, SERVERS_DEADLINE, clocks::add));
        subjects.put("registry", () -> checks.registry(redis, snapshots));
        subjects.put("waiting work", this::backlog);
        List<Section> sections = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Iterator<Future<List<Finding>>> done = threads.invokeAll(
                            subjects.values(), DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                    .iterator();
            for (String subject : subjects.keySet()) {
                sections.add(new Section(subject, worst(findings(subject, done.next()))));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        sections.add(new Section("clocks", worst(ClockCheck.run(List.copyOf(clocks)))));
        return new Report(Instant.now(), sections);
    }

    private static List<Finding> findings(String subject, Future<List<Finding>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (CancellationException _) {
            return List.of(Finding.problem(
                    subject,
                    "could not be checked within %d s".formatted(DEADLINE.toSeconds()),
                    "see the network between the API and what is checked, and the log of the API"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseUnavailableException || DatabaseFailure.isTransient(e)) {
                return List.of(Finding.note(subject, "not checked: PostgreSQL is unavailable"));
            }
            LOG.warn("The doctor cannot check {}", subject, e);
            return List.of(Finding.problem(
                    subject, "could not be checked", "the log of the API has the reason: report it with the log"));
        }
    }

    private List<Finding> backlog() {
        return backlog.map(stored -> BacklogCheck.run(
                        Backlog.of(stored.archives(), stored.callbacks()),
                        Duration.ofSeconds(stored.oldestPendingSeconds())))
                .orElseGet(() -> List.of(Finding.note("recordings and callbacks", "are switched off (DB_DISABLED)")));
    }

    /** The worst ones first. */
    private static List<Finding> worst(List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .limit(MOST_FINDINGS)
                .toList());
        if (findings.size() > sorted.size()) {
            sorted.add(Finding.note(
                    "more", "%d others: 'scalelite doctor' shows them".formatted(findings.size() - sorted.size())));
        }
        return sorted;
    }
}
