package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.ConfirmPage;
import org.scalelite.api.console.page.Done;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.page.MeetingRow;
import org.scalelite.api.console.page.ServerAction;
import org.scalelite.api.console.page.ServerPage;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.PoolCache;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.ServerActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.meeting.MeetingSearch;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerDrain;
import org.scalelite.common.server.ServerDrain.Progress;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/** One server: its facts, meetings and events, and what an operator can do with it. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record ServerController(
        PoolCache pool,
        MeetingSearch meetings,
        ServerEvents events,
        ServerRegistry servers,
        ServerActions actions,
        Templates templates) {
    private static final int EVENTS = 50;
    private static final int MEETINGS = 200;

    @Get("/server")
    HttpResponse<?> server(ConsoleRequest request) {
        PoolSnapshot snapshot = pool.readNow();
        ServerFacts facts = found(snapshot, request.required("id"));
        Server server = facts.server();
        MeetingSearch.Found here = meetings.page(
                new MeetingSearch.Query(Optional.of(server.id()), Optional.empty(), Optional.empty()), MEETINGS, 0);
        return templates.page(
                "server",
                new ServerPage(
                        request.frame(ServerRow.hostOf(server), Frame.Section.POOL),
                        snapshot.stale(),
                        server.state() == Server.State.CORDONED ? drain(server) : "",
                        facts.healthReason(),
                        ServerRow.of(facts, snapshot),
                        server.url().toString(),
                        String.valueOf(server.loadMultiplier()),
                        facts.pollDuration()
                                .map(time -> time.toMillis() + " ms")
                                .orElse(""),
                        facts.certificateExpiry().map(Instant::toString).orElse(""),
                        "%d good, %d bad"
                                .formatted(
                                        server.health().healthyPolls(),
                                        server.health().unhealthyPolls()),
                        request.session().mayWrite() ? ServerAction.of(server.state()) : List.of(),
                        here.meetings().stream()
                                .map(meeting -> MeetingRow.of(meeting, here.parents()))
                                .toList(),
                        here.total(),
                        events.newest(server.id(), EVENTS)));
    }

    private String drain(Server server) {
        String left =
                "draining, meetings left: %d".formatted(server.statistics().meetings());
        boolean overdue =
                actions.drainProgress(server.id()) instanceof Progress.Draining draining && draining.overdue();
        return overdue ? left + ", but no poller has polled it since" : left;
    }

    /** The question before an action. */
    @Get("/action")
    HttpResponse<?> confirm(ConsoleRequest request) {
        ServerAction action = action(request.required("action"));
        PoolSnapshot snapshot = pool.readNow();
        ServerFacts facts = found(snapshot, request.required("id"));
        ServerId id = facts.server().id();
        String host = ServerRow.hostOf(facts.server());
        return templates.page(
                "confirm",
                new ConfirmPage(
                        request.frame(action.label() + " a server", Frame.Section.POOL),
                        host,
                        action.effect(facts, snapshot.othersAvailable(facts)),
                        Link.to("/action"),
                        Map.of("id", id.value(), "action", action.text()),
                        action.isDangerous() ? host : "",
                        action.label(),
                        Link.server(id.value())));
    }

    @Post(value = "/action", consumes = MediaType.ALL)
    HttpResponse<?> act(ConsoleRequest request) {
        ServerAction action = action(request.field("action"));
        ServerFacts facts = found(pool.readNow(), request.field("id"));
        if (action.isDangerous() && !request.field("typed").strip().equals(ServerRow.hostOf(facts.server()))) {
            throw ConsoleException.badRequest("The name of the host is another one: nothing was changed.");
        }
        ServerId id = facts.server().id();
        Done done = run(action, id, request.session().actor());
        return HttpResponse.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, Link.to("/server", Map.of("id", id.value(), "done", done.text())));
    }

    private Done run(ServerAction action, ServerId id, Actor actor) {
        return switch (action) {
            case ENABLE -> change(id, Server.State.ENABLED, actor, Done.ENABLED);
            case CORDON -> change(id, Server.State.CORDONED, actor, Done.CORDONED);
            case DISABLE -> change(id, Server.State.DISABLED, actor, Done.DISABLED);
            case DRAIN ->
                switch (actions.drain(actor, id)) {
                    case ServerDrain.Start.Cordoned _ -> Done.CORDONED;
                    case ServerDrain.Start.Disabled _ -> Done.DISABLED;
                    case ServerDrain.Start.NotFound _ -> throw notFound();
                };
            case POLL -> when(actions.poll(actor, id), Done.POLLED);
            case PANIC ->
                when(
                        actions.panic(actor, id, new ServerPanic.Options(false, false))
                                .isPresent(),
                        Done.PANICKED);
        };
    }

    private Done change(ServerId id, Server.State state, Actor actor, Done done) {
        return when(servers.by(actor).changeState(id, state), done);
    }

    private static Done when(boolean found, Done done) {
        if (!found) {
            throw notFound();
        }
        return done;
    }

    private static ServerAction action(String name) {
        return EnumText.find(ServerAction.class, name)
                .orElseThrow(() -> ConsoleException.badRequest("The action is not known."));
    }

    private static ServerFacts found(PoolSnapshot snapshot, String id) {
        return snapshot.find(new ServerId(id)).orElseThrow(ServerController::notFound);
    }

    private static ConsoleException notFound() {
        return ConsoleException.notFound("The server was not found.");
    }
}
