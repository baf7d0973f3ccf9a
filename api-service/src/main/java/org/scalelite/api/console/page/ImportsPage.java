package org.scalelite.api.console.page;

import java.util.List;
import org.scalelite.common.importjob.ImportJob;

/**
 * Archives that are not imported.
 *
 * @param state filter of the page
 * @param jobs the last changed ones
 * @param total all of them
 */
public record ImportsPage(Frame frame, String state, List<Row> jobs, long total) {
    public ImportsPage {
        jobs = List.copyOf(jobs);
    }

    /**
     * An archive.
     *
     * @param progress how far a running import is, or when there is to be another attempt
     * @param retryable whether a retry changes anything
     */
    public record Row(
            String archive,
            Badge state,
            String progress,
            int attempts,
            String size,
            String changedAt,
            String reason,
            boolean retryable) {
        private static final long MIB = 1 << 20;

        public static Row of(ImportJob job) {
            return new Row(
                    job.archive(),
                    Badge.job(job.state().text()),
                    job.retryRequestedAt().isPresent()
                            ? "retry requested"
                            : job.step().orElse(""),
                    job.attempts(),
                    "%.1f MiB".formatted((double) job.bytes() / MIB),
                    job.changedAt().toString(),
                    job.lastError().orElse(""),
                    job.retryRequestedAt().isEmpty()
                            && (job.state() == ImportJob.State.FAILED || job.state() == ImportJob.State.WAITING));
        }
    }
}
