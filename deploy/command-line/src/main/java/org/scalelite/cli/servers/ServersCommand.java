package org.scalelite.cli.servers;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.HelpGroups;
import org.scalelite.cli.command.HelpGroups.Group;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
import org.scalelite.cli.status.ServersList;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry.Change;
import org.scalelite.common.server.ServerUpdate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists servers and gives them a state. Larger commands are classes of their own. */
@Command(name = "servers", description = "The BBB servers of the pool; without a command, lists them.")
public final class ServersCommand extends StoreCommand {
    private static final HelpGroups GROUPS = new HelpGroups(List.of(
            Group.of("Watch", "list", "events", "meeting-list"),
            Group.of("Service", "enable", "cordon", "drain", "disable", "panic"),
            Group.of("Registration", "add", "update", "load-multiplier", "tag", "remove"),
            Group.of("Files", "yaml", "sync", "add-all")));

    private ServersCommand(CommandContext context) {
        super(context);
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        CommandLine servers = new CommandLine(new ServersCommand(context))
                .addSubcommand(new ServersList(context))
                .addSubcommand(new ServersAdd(context))
                .addSubcommand(new ServersUpdate(context))
                .addSubcommand(new ServersPanic.Remove(context))
                .addSubcommand(new ServersDrain(context))
                .addSubcommand(new ServersPanic(context))
                .addSubcommand(new ServersAdd.All(context))
                .addSubcommand(new ServersSync(context))
                .addSubcommand(new ServersYaml(context))
                .addSubcommand(new ServersMeetings(context))
                .addSubcommand(new ServersEvents(context));
        return GROUPS.of(servers);
    }

    @Override
    public Integer call() {
        CommandLine list = reply.commandLine().getSubcommands().get("list");
        return Objects.requireNonNull(list).execute();
    }

    /** In the order of listings. */
    public static List<Server> sorted(List<Server> servers) {
        return servers.stream()
                .sorted(Comparator.comparing(server -> server.id().value()))
                .toList();
    }

    @Command(name = "enable", description = "Lets servers get new meetings, from the next good poll on.")
    int enable(
            @Parameters(arity = "1..*", paramLabel = "SERVER", converter = ServerArguments.Name.class)
                    List<String> names) {
        return update(names, ServerUpdate.state(Server.State.ENABLED));
    }

    @Command(
            name = "cordon",
            description = "Keeps new meetings off servers. Running ones go on; after the last the server is disabled.")
    int cordon(
            @Parameters(arity = "1..*", paramLabel = "SERVER", converter = ServerArguments.Name.class)
                    List<String> names) {
        return update(names, ServerUpdate.state(Server.State.CORDONED));
    }

    @Command(name = "disable", description = "Takes servers out of service: no new meetings, and no joins.")
    int disable(
            @Parameters(arity = "1..*", paramLabel = "SERVER", converter = ServerArguments.Name.class)
                    List<String> names) {
        return update(names, ServerUpdate.state(Server.State.DISABLED));
    }

    @Command(name = "load-multiplier", description = "Weighs the load of a server anew, from the next poll on.")
    int loadMultiplier(
            @Parameters(paramLabel = "SERVER", converter = ServerArguments.Name.class) String name,
            @Parameters(
                            paramLabel = "NUMBER",
                            converter = ServerArguments.Multiplier.class,
                            description = "Above 1 for a weaker server.")
                    double multiplier) {
        return update(List.of(name), ServerUpdate.nothing().withLoadMultiplier(multiplier));
    }

    @Command(name = "tag", description = "Says what a server is for; meetings ask for it by meta_server-tag.")
    int tag(
            @Parameters(paramLabel = "SERVER", converter = ServerArguments.Name.class) String name,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "TAG",
                            defaultValue = "",
                            converter = ServerArguments.Tag.class,
                            description = "Nothing or 'none' takes the tag away.")
                    String tag) {
        return update(List.of(name), ServerUpdate.nothing().withTag(tag));
    }

    private int update(List<String> names, ServerUpdate update) {
        return context.open(stores -> Reply.forEach(
                stores.serverIds(names), id -> answer(stores.servers().update(id, update), id, stores, reply)));
    }

    /** What a change of a server has come to. */
    static int answer(Change change, ServerId id, Stores stores, Reply reply) {
        return switch (change) {
            case Change.Changed _ -> reply.done();
            case Change.UrlTaken(ServerId holder) -> reply.fail("The server with id=" + holder + " has this URL");
            case Change.NotFound _ -> reply.noServer(id, stores.serverNames());
        };
    }
}
