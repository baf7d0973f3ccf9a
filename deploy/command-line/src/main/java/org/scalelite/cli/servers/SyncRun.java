package org.scalelite.cli.servers;

import java.util.Optional;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry.Addition;
import org.scalelite.common.server.ServerRegistry.Change;
import org.scalelite.common.server.ServerRegistry.Removal;
import org.scalelite.common.server.ServerUpdate;
import picocli.CommandLine.ExitCode;

/** Executes a plan step by step, also after a step has failed. */
record SyncRun(Stores stores, Reply reply) {
    int run(SyncPlan plan) {
        return Reply.forEach(plan.steps(), this::take);
    }

    private int take(SyncStep step) {
        return switch (step) {
            case SyncStep.Add add -> add(add);
            case SyncStep.Change change -> change(change.id(), change.update(), change);
            case SyncStep.Cordon cordon -> change(cordon.id(), ServerUpdate.state(Server.State.CORDONED), cordon);
            case SyncStep.Remove remove -> remove(remove);
            case SyncStep.EndAndRemove remove -> endAndRemove(remove);
        };
    }

    private int add(SyncStep.Add add) {
        PoolFile.Entry server = add.server();
        Optional<String> tag = Optional.of(server.tag()).filter(text -> !text.isEmpty());
        return switch (stores.servers()
                .add(add.id(), server.url(), server.secret(), server.loadMultiplier(), tag, server.settings())) {
            case Addition.Exists(ServerId known) -> reply.fail(add.id() + ": " + ServersAdd.exists(known));
            case Addition.Added(ServerId id) ->
                add.enabled() ? change(id, ServerUpdate.state(Server.State.ENABLED), add) : printed(add);
        };
    }

    private int change(ServerId id, ServerUpdate update, SyncStep step) {
        return switch (stores.servers().update(id, update)) {
            case Change.Changed _ -> printed(step);
            case Change.UrlTaken(ServerId holder) ->
                reply.fail("%s: the server with id=%s has this URL".formatted(id, holder));
            case Change.NotFound _ -> reply.noServer(id, stores.serverNames());
        };
    }

    private int remove(SyncStep.Remove remove) {
        return switch (stores.servers().remove(remove.id(), false)) {
            // That it is gone is what was wanted.
            case Removal.Removed _, Removal.NotFound _ -> printed(remove);
            case Removal.HasMeetings _ -> take(new SyncStep.Cordon(remove.id()));
        };
    }

    private int endAndRemove(SyncStep.EndAndRemove remove) {
        ServersPanic.panic(stores, remove.id(), new ServerPanic.Options(false, false))
                .filter(report -> report.failed() > 0)
                .ifPresent(report -> reply.err()
                        .println("%s: %d of %d meetings could not be ended; they are forgotten all the same"
                                .formatted(remove.id(), report.failed(), report.forgotten())));
        stores.servers().remove(remove.id(), true);
        return printed(remove);
    }

    private int printed(SyncStep step) {
        reply.out().println(Cell.printable(step.text()));
        reply.out().flush();
        return ExitCode.OK;
    }
}
