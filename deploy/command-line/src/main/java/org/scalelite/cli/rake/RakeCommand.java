package org.scalelite.cli.rake;

import java.util.List;
import java.util.function.BiFunction;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code rake}: runs Scalelite's tasks in their order, until one fails. */
@Command(
        name = "rake",
        hidden = true,
        exitCodeOnInvalidInput = ExitCode.SOFTWARE,
        description = "Does tasks in the spelling of Scalelite, such as 'servers:add[url,secret]', and prints what they"
                + " printed there.")
public final class RakeCommand extends StoreCommand {
    private final BiFunction<Wording, String[], CommandLine> commands;

    @Parameters(arity = "0..*", paramLabel = "TASK")
    private List<String> tasks = List.of();

    @Option(
            names = {"-T", "-P", "--tasks"},
            description = "Lists the tasks, as no task does.")
    private boolean listed;

    @Option(
            names = {"-q", "--quiet", "-s", "--silent", "-t", "--trace"},
            description = "Taken, and without effect.")
    @SuppressWarnings("UnusedVariable") // Old scripts give it.
    private boolean ignored;

    /**
     * The command.
     *
     * @param commands makes the command line that runs these arguments with this wording
     */
    public RakeCommand(CommandContext context, BiFunction<Wording, String[], CommandLine> commands) {
        super(context);
        this.commands = commands;
    }

    @Override
    public Integer call() {
        if (listed || tasks.isEmpty()) {
            list();
            return ExitCode.OK;
        }
        // All are understood before the first is done.
        List<RakeTask.Action> actions = tasks.stream().map(this::action).toList();
        RakeRun run = new RakeRun(context, reply, commands);
        for (RakeTask.Action action : actions) {
            int exitCode = action.run(run);
            if (exitCode != ExitCode.OK) {
                return exitCode;
            }
        }
        return ExitCode.OK;
    }

    private RakeTask.Action action(String task) {
        try {
            return RakeTasks.read(task);
        } catch (InvalidInputException e) {
            throw new ParameterException(reply.commandLine(), e.getMessage(), e);
        }
    }

    private void list() {
        int width = RakeTasks.all().stream()
                .mapToInt(task -> task.signature().length())
                .max()
                .orElse(0);
        RakeTasks.all().forEach(task -> {
            String signature = task.signature();
            reply.out()
                    .println("rake %s%s  # %s"
                            .formatted(signature, " ".repeat(width - signature.length()), task.description()));
        });
    }
}
