package org.scalelite.cli.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Table;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code status}: a line for each server. */
@Command(name = "status", description = "Shows what each server carries.")
public final class StatusCommand extends StoreCommand {
    private static final Table<Server> TABLE = Table.of(
            Table.left("HOSTNAME", server -> Lookup.hostName(server.url())),
            Table.state("STATE", server -> server.state().text()),
            Table.state("STATUS", ServerListing::health),
            Table.right("MEETINGS", server -> server.statistics().meetings()),
            Table.right("USERS", server -> server.statistics().users()),
            Table.right("LARGEST MEETING", server -> server.statistics().largestMeeting()),
            Table.right("VIDEOS", server -> server.statistics().videos()),
            Table.right("LOAD", ServerListing::load),
            Table.left("BBB VERSION", server -> server.statistics().bbbVersion().orElse("")),
            Table.left("TAG", server -> server.tag().orElse("")));

    @Mixin
    private final ServerSelection selection = new ServerSelection();

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "SECONDS",
            fallbackValue = "2",
            description = "Show it again every so many seconds, ${FALLBACK-VALUE} if not given, until Ctrl-C.")
    private @Nullable Integer watch;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    public StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (watch != null && (watch < 1 || json)) {
            throw new ParameterException(
                    reply.commandLine(), "--watch takes a number of seconds above 0, and no --json");
        }
        return context.open(stores -> {
            if (watch == null) {
                print(stores, reply.out());
            } else {
                new Watch(Duration.ofSeconds(watch), reply.out(), reply.style())
                        .run(out -> print(stores, out), () -> true);
            }
            return ExitCode.OK;
        });
    }

    private void print(Stores stores, PrintWriter out) {
        List<Server> servers = selection.of(stores.servers().all(), ServerSelection.Order.host);
        if (json) {
            JsonListing.print(servers.stream().map(StatusCommand::entry).toList(), out);
        } else {
            if (watch != null) {
                out.println(reply.style().time(stores.servers().now()));
            }
            TABLE.print(servers, out, reply.style());
        }
    }

    private static Map<String, @Nullable Object> entry(Server server) {
        Server.Statistics statistics = server.statistics();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", server.id().value());
        fields.put("hostname", Lookup.hostName(server.url()));
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
