package org.scalelite.cli.placement;

import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code placement}. */
@Command(name = "placement", description = "Why meetings are on their servers, and where new ones would go.")
public final class PlacementCommand extends StoreCommand {
    private PlacementCommand(CommandContext context) {
        super(context);
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        return new CommandLine(new PlacementCommand(context))
                .addSubcommand(new PlacementExplain(context))
                .addSubcommand(new PlacementDryRun(context));
    }

    @Override
    public Integer call() {
        throw new ParameterException(reply.commandLine(), "Give a command: explain or dry-run");
    }
}
