package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.cli.Table;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The pool at a glance: one line a server. */
@Command(name = "status", description = "Shows what each server carries.")
final class StatusCommand implements Callable<Integer> {
    private final Pool pool;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    StatusCommand(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        return pool.with((servers, _) -> {
            print(servers.all().stream()
                    .sorted(Comparator.comparing(StatusCommand::hostName)
                            .thenComparing(server -> server.id().value()))
                    .toList());
            return ExitCode.OK;
        });
    }

    private void print(List<Server> servers) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            JsonListing.print(
                    servers.stream()
                            .map(server -> ServerJson.status(server, hostName(server)))
                            .toList(),
                    out);
        } else {
            table(servers).print(out);
        }
    }

    private static Table table(List<Server> servers) {
        return new Table(
                List.of(
                        Table.Column.left("HOSTNAME"),
                        Table.Column.left("STATE"),
                        Table.Column.left("STATUS"),
                        Table.Column.right("MEETINGS"),
                        Table.Column.right("USERS"),
                        Table.Column.right("LARGEST MEETING"),
                        Table.Column.right("VIDEOS"),
                        Table.Column.right("LOAD"),
                        Table.Column.left("BBB VERSION"),
                        Table.Column.left("TAG")),
                servers.stream().map(StatusCommand::row).toList());
    }

    private static List<String> row(Server server) {
        Server.Statistics statistics = server.statistics();
        return List.of(
                hostName(server),
                server.state().text(),
                ServerText.status(server),
                String.valueOf(statistics.meetings()),
                String.valueOf(statistics.users()),
                String.valueOf(statistics.largestMeeting()),
                String.valueOf(statistics.videos()),
                ServerText.load(server),
                statistics.bbbVersion().orElse(""),
                server.tag().orElse(""));
    }

    /** With the port where the URL has one: several servers of a test pool share a host. */
    private static String hostName(Server server) {
        URI url = server.url();
        String host = Objects.requireNonNullElse(url.getHost(), url.toString());
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }
}
