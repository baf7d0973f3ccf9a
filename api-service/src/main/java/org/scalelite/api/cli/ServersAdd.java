package org.scalelite.api.cli;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers add}. */
@Command(name = "add", description = "Adds a server, disabled and offline. Prints OK and its id.")
final class ServersAdd implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "Its API; ends in /api.",
            converter = ServerArguments.Url.class)
    private @Nullable URI url;

    @Parameters(
            index = "1",
            paramLabel = "SECRET",
            description =
                    "Its secret; 'bbb-conf --secret' shows both. '-' reads it from standard input, because others on"
                            + " this machine can see arguments.")
    private String secret = "";

    @Option(
            names = "--multiplier",
            paramLabel = "NUMBER",
            defaultValue = "1",
            converter = ServerArguments.Multiplier.class,
            description = "Multiplies its load: above 1 for a weaker server. Default: 1.")
    private double multiplier;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            defaultValue = "",
            converter = ServerArguments.Tag.class,
            description = "What it is for; meetings ask for it by meta_server-tag.")
    private String tag = "";

    ServersAdd(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        URI given = Objects.requireNonNull(url);
        String read = ServerInput.secret(pool.input().secret(secret, "secret"));
        return pool.with((servers, settings) -> {
            ServerId id = ServerRegistry.newId(given, settings.get(Variables.SERVER_ID_IS_HOSTNAME));
            Optional<String> purpose = Optional.of(tag).filter(text -> !text.isEmpty());
            return switch (servers.add(id, given, read, multiplier, purpose)) {
                case Addition.Added(ServerId added) -> reply.done(added.value());
                case Addition.Exists(ServerId known) -> reply.fail(exists(known));
            };
        });
    }

    static String exists(ServerId known) {
        return "A server with this URL or id is registered already, with id=" + known;
    }
}
