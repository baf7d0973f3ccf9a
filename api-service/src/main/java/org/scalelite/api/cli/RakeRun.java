package org.scalelite.api.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.scalelite.api.cli.rake.Wording;
import org.scalelite.common.cli.Input;
import org.scalelite.common.config.Variables;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** A call of rake: what its tasks work on, and where they print. */
final class RakeRun {
    private final Pool pool;
    private final Reply reply;
    private final Function<Wording, CommandLine> commands;
    private final OtherPrograms others;

    /**
     * A call.
     *
     * @param commands a command line without state of another run, in these words
     */
    RakeRun(Pool pool, Reply reply, Function<Wording, CommandLine> commands, OtherPrograms others) {
        this.pool = pool;
        this.reply = reply;
        this.commands = commands;
        this.others = others;
    }

    /** Runs a command of the suite; whatever it fails of, the exit code of rake is 1. */
    int command(Wording wording, List<String> line) {
        reply.out().flush();
        int exitCode = OtherPrograms.COMMANDS.contains(line.getFirst())
                ? others.run(line)
                : commands.apply(wording)
                        .setOut(reply.out())
                        .setErr(reply.err())
                        .execute(line.toArray(String[]::new));
        return exitCode == ExitCode.OK ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    int open(ToIntFunction<Stores> action) {
        return pool.open(action);
    }

    boolean hasTenants() {
        return pool.environment().get().get(Variables.MULTITENANCY_ENABLED);
    }

    Input input() {
        return pool.input();
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
