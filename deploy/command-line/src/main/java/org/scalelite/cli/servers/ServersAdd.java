package org.scalelite.cli.servers;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers add}. */
@Command(name = "add", description = "Adds a server, disabled and offline. Prints OK and its id.")
final class ServersAdd extends StoreCommand {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "Its API; ends in /api.",
            converter = ServerArguments.Url.class)
    private @Nullable URI url;

    @Parameters(
            index = "1",
            paramLabel = "SECRET",
            description =
                    "Its secret; 'bbb-conf --secret' shows both. '-' reads it from standard input, because others on"
                            + " this machine can see arguments.")
    private String secret = "";

    @Option(
            names = "--multiplier",
            paramLabel = "NUMBER",
            defaultValue = "1",
            converter = ServerArguments.Multiplier.class,
            description = "Multiplies its load: above 1 for a weaker server. Default: 1.")
    private double multiplier;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            defaultValue = "",
            converter = ServerArguments.Tag.class,
            description = "What it is for; meetings ask for it by meta_server-tag.")
    private String tag = "";

    @Mixin
    private final PlacementOptions placement = new PlacementOptions();

    ServersAdd(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        URI given = Objects.requireNonNull(url);
        Map<Server.Setting, String> forPlacement = placement.settings();
        String read = ServerInput.secret(context.input().secret(secret, "secret"));
        return context.with((servers, settings) -> {
            ServerId id = ServerRegistry.newId(given, settings.get(Variables.SERVER_ID_IS_HOSTNAME));
            Optional<String> purpose = Optional.of(tag).filter(text -> !text.isEmpty());
            return switch (servers.add(id, given, read, multiplier, purpose, forPlacement)) {
                case Addition.Added(ServerId added) -> reply.done(added.value());
                case Addition.Exists(ServerId known) -> reply.fail(exists(known));
            };
        });
    }

    static String exists(ServerId known) {
        return "A server with this URL or id is registered already, with id=" + known;
    }

    /** {@code servers add-all}. */
    @Command(
            name = "add-all",
            description =
                    "Adds the servers of a YAML file as 'servers add' does; servers that are there already stay as they are.")
    static final class All extends StoreCommand {
        @Parameters(
                paramLabel = "FILE",
                description =
                        "As for 'servers sync', or with a list of servers below 'servers:'; '-' for standard input.")
        private String file = "";

        All(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            Optional<List<PoolFile.Entry>> wanted =
                    new PoolFile(context.input(), reply).servers(file, PoolReader::anyServers);
            return wanted.map(servers -> context.open(stores -> Reply.forEach(servers, server -> add(stores, server))))
                    .orElse(ExitCode.SOFTWARE);
        }

        private int add(Stores stores, PoolFile.Entry server) {
            ServerId id = server.id()
                    .orElseGet(() ->
                            ServerRegistry.newId(server.url(), stores.settings().get(Variables.SERVER_ID_IS_HOSTNAME)));
            Optional<String> tag = Optional.of(server.tag()).filter(text -> !text.isEmpty());
            return switch (stores.servers()
                    .add(id, server.url(), server.secret(), server.loadMultiplier(), tag, server.settings())) {
                case Addition.Added(ServerId added) -> {
                    if (server.enabled().orElse(false)) {
                        stores.servers().changeState(added, Server.State.ENABLED);
                    }
                    yield reply.done(added.value());
                }
                case Addition.Exists(ServerId known) -> reply.fail(server.name() + ": " + ServersAdd.exists(known));
            };
        }
    }
}
