package org.scalelite.api.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code servers add-all}. */
@Command(
        name = "add-all",
        description =
                "Adds the servers of a YAML file as 'servers add' does; servers that are there already stay as they are.")
final class ServersAddAll implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Parameters(
            paramLabel = "FILE",
            description = "As for 'servers sync', or with a list of servers below 'servers:'; '-' for standard input.")
    private String file = "";

    ServersAddAll(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        Optional<List<WantedServer>> wanted = new PoolFile(pool.input(), reply).servers(file, PoolReader::anyServers);
        return wanted.map(servers -> pool.open(stores -> Reply.forEach(servers, server -> add(stores, server))))
                .orElse(ExitCode.SOFTWARE);
    }

    private int add(Stores stores, WantedServer server) {
        ServerId id = server.id()
                .orElseGet(() ->
                        ServerRegistry.newId(server.url(), stores.settings().get(Variables.SERVER_ID_IS_HOSTNAME)));
        Optional<String> tag = Optional.of(server.tag()).filter(text -> !text.isEmpty());
        return switch (stores.servers().add(id, server.url(), server.secret(), server.loadMultiplier(), tag)) {
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
