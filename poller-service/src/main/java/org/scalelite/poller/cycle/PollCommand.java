package org.scalelite.poller.cycle;

import io.micronaut.context.ApplicationContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.CommandLog;
import org.scalelite.common.program.Program;
import org.scalelite.poller.PollerService;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scalelite poll …}: one cycle, then exit. */
@Command(
        name = "scalelite poll",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks all BBB servers once and writes what they say to the registry.",
            "REDIS_URL names the registry; docs/configuration.md lists the other variables."
        })
public final class PollCommand implements Callable<Integer> {

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

    private PollCommand() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        CommandLine command = new CommandLine(new PollCommand());
        System.exit(Program.run(() -> command.execute(arguments)));
    }

    @Override
    public Integer call() {
        return Program.run(() -> {
            try (ApplicationContext context = PollerService.start(Program.settings())) {
                CycleReport report = context.getBean(PollCycle.class).run(target.parts());
                report.problems().stream().map(Cell::printable).forEach(System.err::println);
                if (!quiet) {
                    System.out.println(report.summary());
                }
                return 0;
            }
        });
    }
}
