package org.scalelite.cli.servers;

import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Table;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code status}: a line for each server. */
@Command(name = "status", description = "Shows what each server carries.")
public final class StatusCommand extends StoreCommand {
    private static final Table<Server> TABLE = Table.of(
            Table.left("HOSTNAME", StatusCommand::hostName),
            Table.left("STATE", server -> server.state().text()),
            Table.left("STATUS", ServerListing::health),
            Table.right("MEETINGS", server -> server.statistics().meetings()),
            Table.right("USERS", server -> server.statistics().users()),
            Table.right("LARGEST MEETING", server -> server.statistics().largestMeeting()),
            Table.right("VIDEOS", server -> server.statistics().videos()),
            Table.right("LOAD", ServerListing::load),
            Table.left("BBB VERSION", server -> server.statistics().bbbVersion().orElse("")),
            Table.left("TAG", server -> server.tag().orElse("")));

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    public StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.with((servers, _) -> {
            List<Server> sorted = servers.all().stream()
                    .sorted(Comparator.comparing(StatusCommand::hostName)
                            .thenComparing(server -> server.id().value()))
                    .toList();
            if (json) {
                JsonListing.print(sorted.stream().map(StatusCommand::entry).toList(), reply.out());
            } else {
                TABLE.print(sorted, reply.out());
            }
            return ExitCode.OK;
        });
    }

    /** With the port where the URL has one: several servers of a test pool share a host. */
    private static String hostName(Server server) {
        URI url = server.url();
        String host = Objects.requireNonNullElse(url.getHost(), url.toString());
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }

    private static Map<String, @Nullable Object> entry(Server server) {
        Server.Statistics statistics = server.statistics();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", server.id().value());
        fields.put("hostname", hostName(server));
        fields.put("state", server.state().text());
        fields.put("status", ServerListing.status(server));
        fields.put("meetings", statistics.meetings());
        fields.put("users", statistics.users());
        fields.put("largest_meeting", statistics.largestMeeting());
        fields.put("videos", statistics.videos());
        fields.put("load", ServerListing.load(server));
        fields.put("bbb_version", statistics.bbbVersion().orElse(null));
        fields.put("tag", server.tag().orElse(null));
        return fields;
    }
}
