package org.scalelite.cli.servers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry.Removal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers panic}. */
@Command(
        name = "panic",
        description = "Disables servers and ends all their meetings, so that their rooms open elsewhere.")
final class ServersPanic extends StoreCommand {
    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    @Parameters(arity = "1..*", paramLabel = "SERVER", converter = ServerArguments.Name.class)
    private List<String> names = List.of();

    @Option(names = "--keep-state", description = "Leave the servers in their state: new meetings may come.")
    private boolean keepState;

    @Option(
            names = "--skip-end-calls",
            description = "Forget the meetings without ending them: for a server that is certainly dead.")
    private boolean skipEndCalls;

    ServersPanic(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            List<ServerId> ids = stores.serverIds(names);
            String question = "End all meetings on %s%s?"
                    .formatted(ServerArguments.labels(stores, names), keepState ? "" : ", and disable it");
            return confirmation.confirmed(question, () -> Reply.forEach(ids, id -> panic(stores, id)));
        });
    }

    private int panic(Stores stores, ServerId id) {
        Optional<ServerPanic.Report> done = panic(stores, id, new ServerPanic.Options(keepState, skipEndCalls));
        if (done.isEmpty()) {
            return reply.noServer(id, stores.serverNames());
        }
        ServerPanic.Report report = done.get();
        if (report.failed() > 0) {
            reply.err()
                    .println("%d of %d meetings on %s could not be ended; they are forgotten all the same"
                            .formatted(report.failed(), report.forgotten(), id));
        }
        return reply.done();
    }

    /** Frees a server, and enters that it was done. */
    static Optional<ServerPanic.Report> panic(Stores stores, ServerId id, ServerPanic.Options options) {
        Optional<ServerPanic.Report> done = stores.serverPanic().panic(id, options);
        done.ifPresent(report -> stores.enter(
                "server.panic",
                id.value(),
                Map.of(),
                Map.of(
                        "forgotten_meetings",
                        String.valueOf(report.forgotten()),
                        "failed_to_end",
                        String.valueOf(report.failed()))));
        return done;
    }

    /** {@code servers remove}. */
    @Command(name = "remove", description = "Removes servers that have no meetings.")
    static final class Remove extends StoreCommand {
        @Mixin
        private final Confirmation confirmation = new Confirmation(context.input());

        @Parameters(arity = "1..*", paramLabel = "SERVER", converter = ServerArguments.Name.class)
        private List<String> names = List.of();

        @Option(
                names = "--force",
                description = "Also one with meetings: they are forgotten and, created again, get another server.")
        private boolean force;

        Remove(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            return context.open(stores -> {
                List<ServerId> ids = stores.serverIds(names);
                String question = "Remove %s%s?"
                        .formatted(
                                ServerArguments.labels(stores, names), force ? ", and forget all meetings there" : "");
                return confirmation.confirmed(
                        question,
                        () -> Reply.forEach(
                                ids, id -> answer(stores, stores.servers().remove(id, force), id)));
            });
        }

        private int answer(Stores stores, Removal removal, ServerId id) {
            return switch (removal) {
                case Removal.Removed _ -> reply.done();
                case Removal.HasMeetings(int meetings) ->
                    reply.fail("The server with id=%s has %d meeting%s: cordon it and wait, or remove it with --force"
                            .formatted(id, meetings, meetings == 1 ? "" : "s"));
                case Removal.NotFound _ -> reply.noServer(id, stores.serverNames());
            };
        }
    }
}
