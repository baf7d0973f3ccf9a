package org.scalelite.cli.recordings;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.ListOptions;
import org.scalelite.cli.command.StateName;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Style;
import org.scalelite.cli.output.Table;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJob.State;
import org.scalelite.common.importjob.ImportJobListRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recordings jobs}. */
@Command(
        name = "jobs",
        description = "Lists archives that are being imported, that wait or that failed; those with the latest news"
                + " first.")
final class JobsCommand extends StoreCommand {
    private static final Table<ImportJob> TABLE = Table.of(
            Table.left("ARCHIVE", job -> job.archive()),
            Table.state("STATE", job -> job.state().text()),
            Table.left("STEP", job -> job.step().orElse("")),
            Table.right("ATTEMPTS", job -> job.attempts() == 0 ? "" : job.attempts()),
            Table.right("MIB", job -> job.bytes() >> 20),
            Table.time("SINCE", job -> Optional.of(job.startedAt())),
            Table.styled("NEXT ATTEMPT", JobsCommand::nextAttempt),
            Table.left("LAST ERROR", job -> job.lastError().orElse("")));

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = JobState.class,
            description = "Only those in this state: running, waiting, indexed or failed.")
    private @Nullable List<State> states;

    @Mixin
    private final ListOptions options = new ListOptions();

    JobsCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        EnumSet<State> wanted =
                states == null || states.isEmpty() ? EnumSet.allOf(State.class) : EnumSet.copyOf(states);
        return new Database(context).with(ImportJobListRepository.class, jobs -> {
            ImportJobListRepository.Found found = jobs.list(wanted, options.limit(), 0);
            reply.list(found.jobs(), options.json(), JobsCommand::entry, TABLE, "No archives");
            return reply.more(found.total() - found.jobs().size(), options.json());
        });
    }

    /** The state of an option. */
    static final class JobState extends StateName<State> {
        JobState() {
            super(State.class, "running, waiting, indexed or failed");
        }
    }

    private static String nextAttempt(ImportJob job, Style style) {
        return job.retryRequestedAt().isPresent()
                ? "requested"
                : job.nextAttemptAt().map(style::time).orElse("");
    }

    private static Map<String, @Nullable Object> entry(ImportJob job) {
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

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.map(Cell::time).orElse(null);
    }
}
