package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.admin.ServerEntry;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import org.scalelite.common.server.ServerRegistry.Removal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds, lists, enables and removes BBB servers; answers as Scalelite's rake tasks do. */
@Command(name = "servers", description = "The BBB servers of the pool; without a command, lists them.")
final class ServersCommand implements Callable<Integer> {
    private final Pool pool;

    @Spec
    private @Nullable CommandSpec spec;

    ServersCommand(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        return list(false);
    }

    @Command(name = "list", description = "Lists the servers with their secrets.")
    int list(@Option(names = "--json", description = "As JSON, as getServers answers.") boolean json) {
        return pool.with((servers, _) -> {
            List<Server> sorted = servers.all().stream()
                    .sorted(Comparator.comparing(server -> server.id().value()))
                    .toList();
            if (json) {
                JsonListing.print(sorted.stream().map(ServerEntry::of).toList(), out());
            } else if (sorted.isEmpty()) {
                out().println("No servers are configured");
            } else {
                sorted.forEach(server -> ServerText.print(server, out()));
            }
            return ExitCode.OK;
        });
    }

    @Command(name = "add", description = "Adds a server, disabled and offline. Prints OK and its id.")
    int add(
            @Parameters(
                            paramLabel = "URL",
                            description = "Its API; ends in /api.",
                            converter = ServerArguments.Url.class)
                    URI url,
            @Parameters(
                            paramLabel = "SECRET",
                            description = "Its secret; 'bbb-conf --secret' shows both.",
                            converter = ServerArguments.Secret.class)
                    String secret,
            @Option(
                            names = "--multiplier",
                            paramLabel = "NUMBER",
                            defaultValue = "1",
                            converter = ServerArguments.Multiplier.class,
                            description = "Multiplies its load: above 1 for a weaker server. Default: 1.")
                    double multiplier,
            @Option(
                            names = "--tag",
                            paramLabel = "TAG",
                            defaultValue = "",
                            converter = ServerArguments.Tag.class,
                            description = "What it is for; meetings ask for it by meta_server-tag.")
                    String tag) {
        return pool.with((servers, settings) -> {
            ServerId id = ServerRegistry.newId(url, settings.get(Variables.SERVER_ID_IS_HOSTNAME));
            Optional<String> given = Optional.of(tag).filter(text -> !text.isEmpty());
            return switch (servers.add(id, url, secret, multiplier, given)) {
                case Addition.Added(ServerId added) -> {
                    out().println("OK");
                    out().println("id: " + added);
                    yield ExitCode.OK;
                }
                case Addition.Exists(ServerId known) ->
                    fail("A server with this URL or id is registered already, with id=" + known);
            };
        });
    }

    @Command(name = "enable", description = "Lets servers get new meetings, from the next good poll on.")
    int enable(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        return changeState(ids, Server.State.ENABLED);
    }

    @Command(
            name = "cordon",
            description = "Keeps new meetings off servers. Running ones go on; after the last the server is disabled.")
    int cordon(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        return changeState(ids, Server.State.CORDONED);
    }

    @Command(name = "disable", description = "Takes servers out of service: no new meetings, and no joins.")
    int disable(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        return changeState(ids, Server.State.DISABLED);
    }

    @Command(name = "remove", description = "Removes servers that have no meetings.")
    int remove(
            @Parameters(arity = "1..*", paramLabel = "ID") List<String> ids,
            @Option(
                            names = "--force",
                            description = "Also one with meetings: they are forgotten and, created again, get another"
                                    + " server.")
                    boolean force) {
        return pool.with((servers, _) -> forEach(ids, id -> removed(servers.remove(id, force), id)));
    }

    private int changeState(List<String> ids, Server.State state) {
        return pool.with((servers, _) -> forEach(ids, id -> {
            if (!servers.changeState(id, state)) {
                return notFound(id);
            }
            out().println("OK");
            return ExitCode.OK;
        }));
    }

    private int removed(Removal removal, ServerId id) {
        return switch (removal) {
            case Removal.Removed _ -> {
                out().println("OK");
                yield ExitCode.OK;
            }
            case Removal.HasMeetings(int meetings) ->
                fail("The server with id=%s has %d meeting%s: cordon it and wait, or remove it with --force"
                        .formatted(id, meetings, meetings == 1 ? "" : "s"));
            case Removal.NotFound _ -> notFound(id);
        };
    }

    private int notFound(ServerId id) {
        return fail("Couldn't find server with id=" + id);
    }

    private int fail(String reason) {
        commandLine().getErr().println(reason);
        return ExitCode.SOFTWARE;
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    /** Does the same for several servers; one that fails does not keep the others from it. */
    private static int forEach(List<String> ids, ToIntFunction<ServerId> action) {
        return ids.stream().map(ServerId::new).mapToInt(action).max().orElse(ExitCode.OK);
    }
}
