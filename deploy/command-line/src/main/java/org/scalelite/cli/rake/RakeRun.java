package org.scalelite.cli.rake;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Input;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.config.Variables;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** What the tasks of one call work on, and where they print. */
final class RakeRun {
    private final CommandContext context;
    private final Reply reply;
    private final BiFunction<Wording, String[], CommandLine> commands;

    /**
     * A call.
     *
     * @param commands makes the command line that runs these arguments with this wording
     */
    RakeRun(CommandContext context, Reply reply, BiFunction<Wording, String[], CommandLine> commands) {
        this.context = context;
        this.reply = reply;
        this.commands = commands;
    }

    /** Runs a command; if it fails, the exit code of rake is 1. */
    int command(Wording wording, List<String> line) {
        reply.out().flush();
        String[] words = line.toArray(String[]::new);
        int exitCode = commands.apply(wording, words)
                .setOut(reply.out())
                .setErr(reply.err())
                .execute(words);
        return exitCode == ExitCode.OK ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    int open(ToIntFunction<Stores> action) {
        return context.open(action);
    }

    boolean hasTenants() {
        return context.environment().get().get(Variables.MULTITENANCY_ENABLED);
    }

    Input input() {
        return context.input();
    }

    /** Prints text that ends with a line's end; two streams are read in the order in which they were written. */
    void print(String text) {
        reply.out().print(text);
        reply.out().flush();
    }

    void warn(String line) {
        reply.err().println(line);
        reply.err().flush();
    }

    int fail(String reason) {
        return reply.fail(reason);
    }
}
