package org.scalelite.importer.cli;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.importjob.ImportJob.State;
import org.scalelite.common.importjob.ImportJobListRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows which archives are not done, how far they are and why. */
@Command(
        name = "jobs",
        description = "Lists archives that are being imported, that wait or that failed; those with the latest news"
                + " first.")
final class JobsCommand implements Callable<Integer> {
    private static final int PAGE = 100;

    private final Database database;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = StateName.class,
            description = "Only those in this state: running, waiting, indexed or failed.")
    private @Nullable List<State> states;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "" + PAGE,
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    JobsCommand(Database database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        EnumSet<State> wanted =
                states == null || states.isEmpty() ? EnumSet.allOf(State.class) : EnumSet.copyOf(states);
        return database.with(ImportJobListRepository.class, jobs -> {
            ImportJobListRepository.Found found = jobs.list(wanted, Math.max(limit, 1), 0);
            if (json) {
                JsonListing.print(found.jobs().stream().map(JobListing::entry).toList(), out());
            } else if (found.jobs().isEmpty()) {
                out().println("No archives");
            } else {
                JobListing.table(found.jobs()).print(out());
                if (found.total() > found.jobs().size()) {
                    out().println("… and %d more"
                            .formatted(found.total() - found.jobs().size()));
                }
            }
            return ExitCode.OK;
        });
    }

    /** Reads the name of a state. */
    static final class StateName implements ITypeConverter<State> {
        @Override
        public State convert(String text) {
            return State.of(text.strip())
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is no state: give running, waiting, indexed or failed".formatted(text)));
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
