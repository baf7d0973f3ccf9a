package org.scalelite.cli.servers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.ListOptions;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Table;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code servers events}. */
@Command(
        name = "events",
        description =
                "Shows what happened to a server, the newest first: when it failed, went offline and came back, and"
                        + " which of its meetings were released, ended or had users on another server too.")
final class ServersEvents extends StoreCommand {
    private static final Table<ServerEvent> TABLE = Table.of(
            Table.time("TIME", event -> Optional.of(event.at())),
            Table.left("EVENT", ServerEvent::kind),
            Table.left("DETAIL", event -> event.detail()));

    @Parameters(paramLabel = "SERVER", converter = ServerArguments.Name.class, description = "The server.")
    private String name = "";

    @Mixin
    private final ListOptions options = new ListOptions(50);

    ServersEvents(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            ServerId server = stores.serverId(name);
            return stores.servers().find(server).isEmpty()
                    ? reply.noServer(server, stores.serverNames())
                    : reply.list(
                            stores.events().newest(server, options.limit()),
                            options.json(),
                            ServersEvents::entry,
                            TABLE,
                            "No events");
        });
    }

    private static Map<String, @Nullable Object> entry(ServerEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", event.at().toString());
        fields.put("event", event.kind());
        fields.put("detail", event.detail());
        return fields;
    }
}
