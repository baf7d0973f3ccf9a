package org.scalelite.importer.spool;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * How the spool is worked off.
 *
 * @param interval between two looks at the spool
 * @param events look as soon as the file system tells of something new
 * @param settle how long an archive must not have grown
 * @param threads archives at the same time
 * @param attempts how often an archive is tried
 * @param lease how long an archive stays claimed by an importer that does not answer
 */
@Singleton
public record ImporterConfig(
        Duration interval, boolean events, Duration settle, int threads, int attempts, Duration lease) {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    /** From the environment. */
    @Creator
    public static ImporterConfig of(Settings settings) {
        return new ImporterConfig(
                settings.get(Variables.RECORDING_IMPORT_POLL_INTERVAL),
                !settings.get(Variables.RECORDING_IMPORT_POLL),
                settings.get(Variables.RECORDING_IMPORT_SETTLE_TIME),
                settings.get(Variables.RECORDING_IMPORT_THREADS),
                settings.get(Variables.RECORDING_IMPORT_ATTEMPTS),
                settings.get(Variables.RECORDING_IMPORT_LEASE));
    }

    /** How long an archive waits after so many attempts. */
    Duration pauseAfter(int attempt) {
        Duration pause = interval.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
