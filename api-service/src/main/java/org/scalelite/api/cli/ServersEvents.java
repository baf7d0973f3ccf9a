package org.scalelite.api.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.cli.Table;
import org.scalelite.common.server.ServerEvent;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers events}. */
@Command(
        name = "events",
        description =
                "Shows what happened to a server, the newest first: when it failed, went offline and came back, and"
                        + " which of its meetings were released, ended or had users on another server too.")
final class ServersEvents implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Parameters(paramLabel = "ID", converter = ServerArguments.Id.class, description = "The server.")
    private @Nullable ServerId id;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    ServersEvents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        ServerId server = Objects.requireNonNull(id, "picocli sets it");
        return pool.open(stores -> {
            if (stores.servers().find(server).isEmpty()) {
                return reply.noServer(server);
            }
            print(stores.events().newest(server, Math.max(limit, 1)));
            return ExitCode.OK;
        });
    }

    private void print(List<ServerEvent> events) {
        if (json) {
            JsonListing.print(events.stream().map(ServersEvents::entry).toList(), reply.out());
        } else if (events.isEmpty()) {
            reply.out().println("No events");
        } else {
            new Table(
                            List.of(Table.Column.left("TIME"), Table.Column.left("EVENT"), Table.Column.left("DETAIL")),
                            events.stream()
                                    .map(event -> List.of(
                                            Cell.time(event.at()), event.kind(), Cell.printable(event.detail())))
                                    .toList())
                    .print(reply.out());
        }
    }

    private static Map<String, @Nullable Object> entry(ServerEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", event.at().toString());
        fields.put("event", event.kind());
        fields.put("detail", event.detail());
        return fields;
    }
}
