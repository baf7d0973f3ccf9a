package org.scalelite.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
        description = "Does tasks in the spelling of Scalelite, such as 'servers:add[url,secret]'. They never ask.")
final class RakeCommand implements Callable<Integer> {
    private final Supplier<CommandLine> commands;
    private final OtherPrograms others;

    @Mixin
    private final Reply reply = new Reply();

    @Parameters(arity = "0..*", paramLabel = "TASK")
    private List<String> tasks = List.of();

    @Option(
            names = {"-T", "-P", "--tasks"},
            description = "Lists the tasks.")
    private boolean listed;

    @Option(
            names = {"-q", "--quiet", "-s", "--silent", "-t", "--trace"},
            description = "Taken, and without effect.")
    @SuppressWarnings("UnusedVariable") // Old scripts give it.
    private boolean ignored;

    /**
     * The command.
     *
     * @param commands a command line without state of another run
     */
    RakeCommand(Supplier<CommandLine> commands, OtherPrograms others) {
        this.commands = commands;
        this.others = others;
    }

    @Override
    public Integer call() {
        if (listed) {
            list();
            return ExitCode.OK;
        }
        if (tasks.isEmpty()) {
            throw new ParameterException(reply.commandLine(), "Give a task; 'rake -T' lists them");
        }
        // All are understood before the first is done.
        List<List<String>> lines = new ArrayList<>();
        for (String task : tasks) {
            lines.add(line(task));
        }
        for (List<String> line : lines) {
            int exitCode = run(line);
            if (exitCode != ExitCode.OK) {
                return exitCode;
            }
        }
        return ExitCode.OK;
    }

    private List<String> line(String task) {
        try {
            return RakeTasks.translate(task);
        } catch (InvalidInputException e) {
            throw new ParameterException(reply.commandLine(), e.getMessage(), e);
        }
    }

    private int run(List<String> line) {
        if (OtherPrograms.COMMANDS.contains(line.getFirst())) {
            reply.out().flush();
            return others.run(line);
        }
        return commands.get().setOut(reply.out()).setErr(reply.err()).execute(line.toArray(String[]::new));
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
