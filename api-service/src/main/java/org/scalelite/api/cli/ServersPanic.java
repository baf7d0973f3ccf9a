package org.scalelite.api.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers panic}. */
@Command(
        name = "panic",
        description = "Disables servers and ends all their meetings, so that their rooms open elsewhere.")
final class ServersPanic implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Mixin
    private final Confirmation confirmation;

    @Parameters(arity = "1..*", paramLabel = "ID", converter = ServerArguments.Id.class)
    private List<ServerId> ids = List.of();

    @Option(names = "--keep-state", description = "Leave the servers in their state: new meetings may come.")
    private boolean keepState;

    @Option(
            names = "--skip-end-calls",
            description = "Forget the meetings without ending them: for a server that is certainly dead.")
    private boolean skipEndCalls;

    ServersPanic(Pool pool) {
        this.pool = pool;
        this.confirmation = new Confirmation(pool.input());
    }

    @Override
    public Integer call() {
        String question = "End all meetings on %s%s?"
                .formatted(
                        ids.stream().map(ServerId::value).collect(Collectors.joining(", ")),
                        keepState ? "" : ", and disable it");
        if (!confirmation.isGiven(question)) {
            return ExitCode.SOFTWARE;
        }
        return pool.open(stores -> Reply.forEach(ids, id -> panic(stores, id)));
    }

    private int panic(Stores stores, ServerId id) {
        Optional<ServerPanic.Report> done = panic(stores, id, new ServerPanic.Options(keepState, skipEndCalls));
        if (done.isEmpty()) {
            return reply.noServer(id);
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
}
