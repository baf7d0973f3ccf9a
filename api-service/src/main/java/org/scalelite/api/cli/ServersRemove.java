package org.scalelite.api.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry.Removal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers remove}. */
@Command(name = "remove", description = "Removes servers that have no meetings.")
final class ServersRemove implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Mixin
    private final Confirmation confirmation;

    @Parameters(arity = "1..*", paramLabel = "ID", converter = ServerArguments.Id.class)
    private List<ServerId> ids = List.of();

    @Option(
            names = "--force",
            description = "Also one with meetings: they are forgotten and, created again, get another server.")
    private boolean force;

    ServersRemove(Pool pool) {
        this.pool = pool;
        this.confirmation = new Confirmation(pool.input());
    }

    @Override
    public Integer call() {
        String question = "Remove %s%s?"
                .formatted(
                        ids.stream().map(ServerId::value).collect(Collectors.joining(", ")),
                        force ? ", and forget all meetings there" : "");
        if (!confirmation.isGiven(question)) {
            return ExitCode.SOFTWARE;
        }
        return pool.with((servers, _) -> Reply.forEach(ids, id -> answer(servers.remove(id, force), id)));
    }

    private int answer(Removal removal, ServerId id) {
        return switch (removal) {
            case Removal.Removed _ -> reply.done();
            case Removal.HasMeetings(int meetings) ->
                reply.fail("The server with id=%s has %d meeting%s: cordon it and wait, or remove it with --force"
                        .formatted(id, meetings, meetings == 1 ? "" : "s"));
            case Removal.NotFound _ -> reply.noServer(id);
        };
    }
}
