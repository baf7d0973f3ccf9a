package org.scalelite.api.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.scalelite.api.cli.rake.Wording;
import org.scalelite.common.admin.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Does Scalelite's tasks, one after the other; the first that fails ends it. */
@Command(
        name = "rake",
        hidden = true,
        exitCodeOnInvalidInput = ExitCode.SOFTWARE,
        description = "Does tasks in the spelling of Scalelite, such as 'servers:add[url,secret]', and prints what they"
                + " printed there.")
final class RakeCommand implements Callable<Integer> {
    private final Pool pool;
    private final Function<Wording, CommandLine> commands;
    private final OtherPrograms others;

    @Mixin
    private final Reply reply = new Reply();

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
     * @param commands a command line without state of another run, in these words
     */
    RakeCommand(Pool pool, Function<Wording, CommandLine> commands, OtherPrograms others) {
        this.pool = pool;
        this.commands = commands;
        this.others = others;
    }

    @Override
    public Integer call() {
        if (listed || tasks.isEmpty()) {
            list();
            return ExitCode.OK;
        }
        // All are understood before the first is done.
        List<RakeAction> actions = tasks.stream().map(this::action).toList();
        RakeRun run = new RakeRun(pool, reply, commands, others);
        for (RakeAction action : actions) {
            int exitCode = action.run(run);
            if (exitCode != ExitCode.OK) {
                return exitCode;
            }
        }
        return ExitCode.OK;
    }

    private RakeAction action(String task) {
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
