package org.scalelite.cli.complete;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.command.TimeLimit;
import org.scalelite.cli.lookup.Lookup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code complete}: called by the scripts for bash, zsh and fish. */
@Command(
        name = "complete",
        hidden = true,
        description = "Prints how the last of these words may be completed, a line each; '--' comes before the words.")
public final class CompleteCommand extends StoreCommand {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Function<String[], CommandLine> commands;

    @Parameters(arity = "0..*", paramLabel = "WORD")
    private List<String> words = List.of();

    /** Completes the words of this command line. */
    public CompleteCommand(CommandContext context, Function<String[], CommandLine> commands) {
        super(context);
        this.commands = commands;
    }

    @Override
    public Integer call() {
        String[] typed = words.isEmpty() ? new String[] {""} : words.toArray(String[]::new);
        Completion completion = new Completion(() -> names(Stores::serverNames), () -> names(Stores::tenantNames));
        completion.of(commands.apply(typed), typed).forEach(reply.out()::println);
        return ExitCode.OK;
    }

    /** Nothing if Redis does not answer at once: an operator waits at the prompt. */
    private Lookup names(Function<Stores, Lookup> names) {
        try {
            return TimeLimit.call(() -> context.read(names), LIMIT);
        } catch (TimeoutException | ExecutionException _) {
            return Lookup.IDS_ONLY;
        }
    }
}
