package org.scalelite.importer.spool;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.scalelite.importer.job.FailedArchiveRepository;
import org.scalelite.importer.job.FailedArchiveRepository.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of those that were quarantined: who is wanted again goes back into the spool, and PostgreSQL is told what is
 * there. The directory is the truth, as people move files in and out of it.
 */
@Singleton
record FailedArchiveRetry(FailedArchiveRepository failures, FailedArchives failed) {
    private static final Logger LOG = LoggerFactory.getLogger(FailedArchiveRetry.class);
    private static final Duration SAID = Duration.ofDays(1);

    /**
     * Takes the turn.
     *
     * @return whether something is in the spool that was not there before
     * @throws IOException if the directory cannot be read
     */
    boolean take() throws IOException {
        // Known first: what is quarantined between the two looks is there, but not known, and not the other way round.
        Map<String, Known> known = failures.known(failed.directory());
        Set<String> there = failed.names();
        boolean requeued = requeue(known, there);
        for (String name : there) {
            if (!known.containsKey(name)) {
                failed.find(name).ifPresent(failures::add);
            }
        }
        forget(known, there);
        return requeued;
    }

    /** What lies in the directory of an importer with another spool is left to that one. */
    private boolean requeue(Map<String, Known> known, Set<String> there) {
        boolean requeued = false;
        for (Map.Entry<String, Known> archive : known.entrySet()) {
            String name = archive.getKey();
            if (archive.getValue().requested() && (archive.getValue().here() || there.contains(name))) {
                boolean given = failures.requeue(name, () -> failed.requeue(name));
                LOG.info("{}: {}", name, given ? "back in the spool, as requested" : "not tried again");
                requeued |= given;
            }
        }
        return requeued;
    }

    private void forget(Map<String, Known> known, Set<String> there) {
        Set<String> gone = new HashSet<>();
        known.forEach((name, archive) -> {
            if (archive.here() && !there.contains(name)) {
                gone.add(name);
            }
        });
        if (!gone.isEmpty()) {
            failures.forget(gone, SAID);
        }
    }
}
