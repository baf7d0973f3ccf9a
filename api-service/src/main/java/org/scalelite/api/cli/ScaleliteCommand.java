package org.scalelite.api.cli;

import org.scalelite.api.cli.rake.Wording;
import org.scalelite.common.cli.Caller;
import org.scalelite.common.cli.CommandLines;
import org.scalelite.common.cli.CommandLog;
import org.scalelite.common.cli.Input;
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
            "Looks after the servers, meetings and tenants of the load balancer, directly in its stores: it works while the"
                    + " services are down. Reads their environment variables, REDIS_URL above all.",
            "'scalelite poll all|servers|meetings|versions' asks the servers now instead of with the next poll.",
            "'scalelite recordings --help' and 'scalelite callbacks --help' tell of recordings and of callbacks to"
                    + " front-ends.",
            "Exit code: 0 if all was done, 1 if not, 2 if the command makes no sense."
        })
public final class ScaleliteCommand {
    private final Wording wording;

    private ScaleliteCommand(Wording wording) {
        this.wording = wording;
    }

    /** Runs one command with the environment of this process. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        Pool pool = new Pool(Program::settings, Caller.ofProcess(), Input.ofProcess());
        System.exit(commandLine(pool, OtherPrograms.byScript()).execute(arguments));
    }

    /** The words in which the commands tell what became of a change. */
    Wording wording() {
        return wording;
    }

    /** The command line over the stores that the settings name; they are read when a command needs them. */
    static CommandLine commandLine(Pool pool, OtherPrograms others) {
        return commandLine(pool, others, Wording.OWN);
    }

    private static CommandLine commandLine(Pool pool, OtherPrograms others, Wording wording) {
        CommandLine commands = new CommandLine(new ScaleliteCommand(wording))
                .addSubcommand(ServersCommand.of(pool))
                .addSubcommand(new StatusCommand(pool))
                .addSubcommand(MeetingsCommand.of(pool))
                .addSubcommand(TenantsCommand.of(pool))
                .addSubcommand(TenantSettingsCommand.of(pool))
                .addSubcommand(new AuditCommand(pool))
                .addSubcommand(new LivenessCommand(pool))
                .addSubcommand(new DoctorCommand(pool))
                .addSubcommand(new AdminTokenCommand())
                .addSubcommand(new RakeCommand(pool, words -> commandLine(pool, others, words), others));
        return CommandLines.explaining(commands.setCaseInsensitiveEnumValuesAllowed(true));
    }
}
