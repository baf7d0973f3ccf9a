package org.scalelite.importer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.Table;
import org.scalelite.common.importjob.ImportJob;

/** Archives that are not done, for people and for programs. */
final class JobListing {
    private JobListing() {}

    static Table table(List<ImportJob> jobs) {
        return new Table(
                List.of(
                        Table.Column.left("ARCHIVE"),
                        Table.Column.left("STATE"),
                        Table.Column.left("STEP"),
                        Table.Column.right("ATTEMPTS"),
                        Table.Column.right("MIB"),
                        Table.Column.left("SINCE"),
                        Table.Column.left("NEXT ATTEMPT"),
                        Table.Column.left("LAST ERROR")),
                jobs.stream().map(JobListing::row).toList());
    }

    private static List<String> row(ImportJob job) {
        return List.of(
                Cell.printable(job.archive()),
                job.state().text(),
                Cell.printable(job.step().orElse("")),
                job.attempts() == 0 ? "" : String.valueOf(job.attempts()),
                String.valueOf(job.bytes() >> 20),
                Cell.time(job.startedAt()),
                nextAttempt(job),
                Cell.printable(job.lastError().orElse("")));
    }

    private static String nextAttempt(ImportJob job) {
        return job.retryRequestedAt().isPresent()
                ? "requested"
                : job.nextAttemptAt().map(Cell::time).orElse("");
    }

    static Map<String, @Nullable Object> entry(ImportJob job) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("archive", job.archive());
        fields.put("state", job.state().text());
        fields.put("step", job.step().orElse(null));
        fields.put("attempts", job.attempts());
        fields.put("bytes", job.bytes());
        fields.put("started_at", Cell.time(job.startedAt()));
        fields.put("changed_at", Cell.time(job.changedAt()));
        fields.put("next_attempt_at", time(job.nextAttemptAt()));
        fields.put("retry_requested_at", time(job.retryRequestedAt()));
        fields.put("last_error", job.lastError().orElse(null));
        return fields;
    }

    private static @Nullable String time(Optional<java.time.Instant> instant) {
        return instant.map(Cell::time).orElse(null);
    }
}
