package org.scalelite.importer.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.scalelite.common.cli.CommandLog;
import org.scalelite.common.config.Settings;
import org.scalelite.common.program.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The part of an operator's command line that works on PostgreSQL: {@code scalelite recordings …}, {@code scalelite callbacks …}. */
@Command(
        name = "scalelite",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ImporterCommand.Version.class,
        description = "Reads the environment variables of the services, DATABASE_URL above all.")
public final class ImporterCommand {
    private ImporterCommand() {}

    /** Runs one command with the environment of this process. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        System.exit(commandLine(Program::settings).execute(arguments));
    }

    /** The command line over the stores that the settings name; they are read when a command needs them. */
    static CommandLine commandLine(Supplier<Settings> settings) {
        Database database = new Database(settings);
        return new CommandLine(new ImporterCommand())
                .addSubcommand(new CallbacksCommand(database))
                .addSubcommand(new RecordingsCommand(database))
                .setParameterExceptionHandler((mistake, _) -> explain(mistake))
                .setExecutionExceptionHandler((failure, _, _) -> Program.run(() -> {
                    throw failure;
                }));
    }

    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Answers {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(
                            ImporterCommand.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"scalelite " + version};
        }
    }
}
