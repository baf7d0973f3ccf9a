package org.scalelite.cli.poll;

import io.micronaut.context.ApplicationContext;
import java.util.EnumSet;
import java.util.Set;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Wording;
import org.scalelite.poller.PollerService;
import org.scalelite.poller.cycle.CycleReport;
import org.scalelite.poller.cycle.PollCycle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scalelite poll …}: one cycle of the poller. */
@Command(
        name = "poll",
        sortOptions = false,
        description = {
            "Asks all BBB servers once and writes what they say to the registry.",
            "REDIS_URL names the registry; docs/configuration.md lists the other variables."
        })
public final class PollCommand extends StoreCommand {

    /** What can be polled. */
    enum Target {
        all,
        servers,
        meetings,
        versions;

        Set<PollCycle.Part> parts() {
            return switch (this) {
                case all -> PollCycle.Part.all();
                case servers -> EnumSet.of(PollCycle.Part.SERVERS);
                case meetings -> EnumSet.of(PollCycle.Part.MEETINGS);
                case versions -> EnumSet.of(PollCycle.Part.VERSIONS);
            };
        }
    }

    @Parameters(
            arity = "1",
            paramLabel = "WHAT",
            description = "all, or only servers (online, load), meetings (which are over) or versions (of BBB)")
    private Target target = Target.all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but what went wrong.")
    private boolean quiet;

    public PollCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (ApplicationContext poller =
                PollerService.start(context.environment().get())) {
            CycleReport report = poller.getBean(PollCycle.class).run(target.parts());
            report.problems().stream().map(Cell::printable).forEach(reply.err()::println);
            if (!quiet) {
                reply.out().println(report.summary());
            }
            // Scalelite's task succeeds even if servers do not answer.
            return report.problems().isEmpty() || context.wording().equals(Wording.SCALELITE)
                    ? ExitCode.OK
                    : ExitCode.SOFTWARE;
        }
    }
}
