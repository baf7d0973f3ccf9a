package org.scalelite.cli.status;

import java.util.List;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.output.Table;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code servers list}. */
@Command(name = "list", description = "Lists the servers.")
public final class ServersList extends StoreCommand {
    private static final Table<Server> TABLE = Table.of(
            Table.left("ID", server -> server.id().value()),
            Table.left("HOSTNAME", server -> Lookup.hostName(server.url())),
            Table.state("STATE", server -> server.state().text()),
            Table.state("STATUS", ServerListing::health),
            Table.right("LOAD", ServerListing::load),
            Table.right("MULTIPLIER", Server::loadMultiplier),
            Table.left("BBB VERSION", server -> server.statistics().bbbVersion().orElse("")),
            Table.left("TAG", server -> server.tag().orElse("")));

    @Mixin
    private final ServerSelection selection = new ServerSelection();

    @Option(
            names = {"-l", "--long"},
            description = "All that is known of each server, with its URL and secret.")
    private boolean details;

    @Option(names = "--json", description = "As JSON, with secrets.")
    private boolean json;

    public ServersList(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            List<Server> servers = selection.of(stores.servers().all(), ServerSelection.Order.id);
            if (details && !json && !servers.isEmpty()) {
                servers.forEach(server -> ServerListing.print(server, reply.out()));
                return ExitCode.OK;
            }
            return reply.list(servers, json, ServerListing::entry, TABLE, selection.none());
        });
    }
}
