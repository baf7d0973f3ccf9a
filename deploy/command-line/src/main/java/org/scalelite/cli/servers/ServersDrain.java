package org.scalelite.cli.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerDrain;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code servers drain}: disables servers without ending a meeting. */
@Command(
        name = "drain",
        description = {
            "Keeps new meetings off servers, and with --wait follows until their last meeting has ended and the poller has"
                    + " disabled them.",
            "Exit code 0: done; 1: not in time, or not at all. Servers that are not empty yet stay cordoned."
        })
final class ServersDrain extends StoreCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "SERVER",
            converter = ServerArguments.Name.class,
            description = "Hosts, URLs or ids of servers.")
    private List<String> names = List.of();

    @Option(names = "--wait", description = "Wait until they are empty and disabled.")
    private boolean waiting;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "With --wait: give up after so many seconds.")
    private @Nullable Long timeout;

    ServersDrain(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Optional<Duration> limit = Optional.ofNullable(timeout).map(Duration::ofSeconds);
        if (limit.isPresent() && (!waiting || !limit.get().isPositive())) {
            throw new ParameterException(
                    reply.commandLine(), "--timeout takes a number of seconds above 0, and counts with --wait only");
        }
        return context.open(stores -> {
            List<ServerId> cordoned = new ArrayList<>();
            boolean all = true;
            for (ServerId id : stores.serverIds(names)) {
                all &= cordon(stores, id, cordoned);
            }
            if (waiting && !cordoned.isEmpty()) {
                DrainWatch watch = new DrainWatch(stores, reply);
                all &= watched(watch, cordoned, limit);
            } else if (!cordoned.isEmpty()) {
                reply.out()
                        .println("Running meetings go on; after the last one the poller disables the server."
                                + " 'scalelite status' shows what is left, 'scalelite servers drain --wait %s' waits for it."
                                        .formatted(ServerArguments.joined(cordoned, " ")));
            }
            return all ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    /** Whether the server was found. */
    private boolean cordon(Stores stores, ServerId id, List<ServerId> cordoned) {
        return switch (stores.drain().start(id)) {
            case ServerDrain.Start.Disabled(Server server) -> {
                reply.out().println("Server %s is disabled already".formatted(server));
                yield true;
            }
            case ServerDrain.Start.NotFound() -> {
                reply.noServer(id, stores.serverNames());
                yield false;
            }
            case ServerDrain.Start.Cordoned(Server server) -> {
                reply.out().println("Server %s is cordoned: it gets no new meetings".formatted(server));
                cordoned.add(id);
                yield true;
            }
        };
    }

    private boolean watched(DrainWatch watch, List<ServerId> cordoned, Optional<Duration> timeout) {
        Thread interrupted = Thread.ofPlatform().unstarted(() -> {
            reply.err()
                    .println("No longer waiting; cordoned until the poller finds them empty or somebody enables"
                            + " them: " + ServerArguments.joined(cordoned, " "));
            reply.err().flush();
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean drained = watch.follow(cordoned, timeout);
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException _) {
            // The process is ending, so the hook runs.
        }
        return drained;
    }
}
