package org.scalelite.importer.cli;

import java.util.function.Supplier;
import org.scalelite.common.cli.CommandLines;
import org.scalelite.common.cli.CommandLog;
import org.scalelite.common.config.Settings;
import org.scalelite.common.program.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The part of an operator's command line that works on PostgreSQL: {@code scalelite recordings …}, {@code scalelite callbacks …}. */
@Command(
        name = "scalelite",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = CommandLines.Version.class,
        description = "Reads the environment variables of the services, DATABASE_URL above all.")
public final class ImporterCommand {
    private ImporterCommand() {}

    /** Runs one command with the environment of this process. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        System.exit(commandLine(Program::settings).execute(arguments));
    }

    /** The command line over the stores that the settings name; they are read when a command needs them. */
    public static CommandLine commandLine(Supplier<Settings> settings) {
        Database database = new Database(settings);
        return CommandLines.explaining(new CommandLine(new ImporterCommand())
                .addSubcommand(new CallbacksCommand(database))
                .addSubcommand(new CommandLine(new RecordingsCommand(database))
                        .addSubcommand(new JobsCommand(database))
                        .addSubcommand(new RetryCommand(database))));
    }
}
