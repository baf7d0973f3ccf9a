package org.scalelite.cli.recordings;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.common.importjob.ImportJob.State;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.ImportJobListRepository.RetryOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code recordings retry}: tells the importers which archives to import again. */
@Command(
        name = "retry",
        description =
                "Has archives imported that failed, and those at once that wait for their next attempt. An importer"
                        + " does it with its next look at the spool (RECORDING_IMPORT_POLL_INTERVAL).")
final class RetryCommand extends StoreCommand {
    private final Database database = new Database(context);

    @Parameters(arity = "0..*", paramLabel = "ARCHIVE", description = "As 'recordings jobs' shows it.")
    private @Nullable List<String> archives;

    @Option(names = "--all-failed", description = "All that failed. Say --yes to do it.")
    private boolean allFailed;

    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    RetryCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> named = archives == null ? List.of() : archives;
        if (allFailed != named.isEmpty()) {
            throw new ParameterException(reply.commandLine(), "Give either the names of archives or --all-failed");
        }
        return database.with(ImportJobListRepository.class, jobs -> allFailed ? retryFailed(jobs) : retry(jobs, named));
    }

    private int retry(ImportJobListRepository jobs, List<String> named) {
        boolean all = true;
        for (String archive : named) {
            all &= retry(jobs, archive);
        }
        return all ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean retry(ImportJobListRepository jobs, String archive) {
        return switch (jobs.retry(archive)) {
            case RetryOutcome.Requested() -> {
                requested(List.of(archive));
                yield true;
            }
            case RetryOutcome.NotFound() -> {
                reply.err().println("Couldn't find an archive with name=" + archive);
                yield false;
            }
            case RetryOutcome.NotRetryable(State state) -> {
                reply.err().println("%s is %s: an importer has it".formatted(archive, state.text()));
                yield false;
            }
        };
    }

    private int retryFailed(ImportJobListRepository jobs) {
        long failed = jobs.list(EnumSet.of(State.FAILED), 1, 0).total();
        if (failed > 0 && !confirmation.isGiven("Try all %d failed archives again?".formatted(failed))) {
            return ExitCode.SOFTWARE;
        }
        List<String> requested = jobs.retryFailed();
        requested(requested);
        if (requested.isEmpty()) {
            reply.out().println("No archive to be tried again");
        }
        return ExitCode.OK;
    }

    private void requested(List<String> wanted) {
        wanted.forEach(archive -> reply.out().println(Cell.printable(archive) + ": to be tried again"));
        if (!wanted.isEmpty()) {
            database.enter("import.retry", wanted, Map.of("retry", "requested"), reply.err());
        }
    }
}
