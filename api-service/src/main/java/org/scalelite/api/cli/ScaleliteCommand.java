package org.scalelite.api.cli;

import java.util.function.Supplier;
import org.scalelite.common.cli.CommandLines;
import org.scalelite.common.cli.CommandLog;
import org.scalelite.common.config.Settings;
import org.scalelite.common.program.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line of an operator: {@code scalelite servers add …}, {@code scalelite status}. */
@Command(
        name = "scalelite",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = CommandLines.Version.class,
        description = {
            "Looks after the BBB servers of the pool. Reads the environment variables of the services, REDIS_URL above"
                    + " all.",
            "'scalelite poll all|servers|meetings|versions' asks the servers now instead of with the next poll.",
            "'scalelite recordings --help' and 'scalelite callbacks --help' tell of recordings and of callbacks to"
                    + " front-ends."
        })
public final class ScaleliteCommand {
    private ScaleliteCommand() {}

    /** Runs one command with the environment of this process. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        System.exit(commandLine(Program::settings).execute(arguments));
    }

    /** The command line over the Redis that the settings name; they are read when a command needs them. */
    static CommandLine commandLine(Supplier<Settings> settings) {
        Pool pool = new Pool(settings);
        return CommandLines.explaining(new CommandLine(new ScaleliteCommand())
                .addSubcommand(new ServersCommand(pool))
                .addSubcommand(new StatusCommand(pool))
                .addSubcommand(new AdminTokenCommand()));
    }
}
