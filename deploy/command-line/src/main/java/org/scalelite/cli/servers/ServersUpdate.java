package org.scalelite.cli.servers;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code servers update}: all that is given is changed in one step. */
@Command(name = "update", description = "Changes what is said of a server; what is not given stays.")
final class ServersUpdate extends StoreCommand {
    @Parameters(paramLabel = "SERVER", converter = ServerArguments.Name.class)
    private String name = "";

    @Option(names = "--url", paramLabel = "URL", converter = ServerArguments.Url.class, description = "Its API.")
    private @Nullable URI url;

    @Option(names = "--secret", paramLabel = "SECRET", description = "Its secret; '-' reads it from standard input.")
    private @Nullable String secret;

    @Option(
            names = "--multiplier",
            paramLabel = "NUMBER",
            converter = ServerArguments.Multiplier.class,
            description = "Multiplies its load.")
    private @Nullable Double multiplier;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            converter = ServerArguments.Tag.class,
            description = "What it is for; 'none' takes the tag away.")
    private @Nullable String tag;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = ServerArguments.State.class,
            completionCandidates = ServerArguments.States.class,
            description = "${COMPLETION-CANDIDATES}.")
    private Server.@Nullable State state;

    @Mixin
    private final PlacementOptions placement = new PlacementOptions();

    ServersUpdate(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        ServerUpdate update = update();
        if (update.isEmpty()) {
            throw new ParameterException(
                    reply.commandLine(), "Give what to change, such as --multiplier, --tag, --state or --zone");
        }
        return context.open(stores -> {
            ServerId server = stores.serverId(name);
            return ServersCommand.answer(stores.servers().update(server, update), server, stores, reply);
        });
    }

    private ServerUpdate update() {
        ServerUpdate update = ServerUpdate.nothing().withSettings(placement.settings());
        if (url != null) {
            update = update.withUrl(url);
        }
        if (secret != null) {
            update = update.withSecret(ServerInput.secret(context.input().secret(secret, "secret")));
        }
        if (multiplier != null) {
            update = update.withLoadMultiplier(multiplier);
        }
        if (tag != null) {
            update = update.withTag(tag);
        }
        return state == null ? update : update.withState(state);
    }
}
