package org.scalelite.api.admin.server;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.scalelite.api.admin.AdminException;
import org.scalelite.api.admin.Errors;
import org.scalelite.api.admin.Inputs;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.BacklogReader;
import org.scalelite.api.operator.PoolReader;
import org.scalelite.api.operator.ServerActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerDrain.Progress;
import org.scalelite.common.server.ServerDrain.Start;
import org.scalelite.common.server.ServerId;

/** State of the pool and of its servers, and what operators do with it. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Pool")
@Errors
record PoolController(PoolReader pool, BacklogReader backlog, ServerActions actions) {
    /**
     * Totals of the pool, and the work that waits.
     *
     * @return The totals.
     */
    @Get("/getPoolStatus")
    PoolAnswers.Pool getPoolStatus() {
        return PoolAnswers.Pool.of(pool.pool(pool.all()), backlog.read());
    }

    /**
     * The status of all servers, by their ids.
     *
     * @return The servers.
     */
    @Get("/getServerStatusList")
    PoolAnswers.Servers getServerStatusList() {
        return new PoolAnswers.Servers(pool.all().stream().map(ServerStatus::of).toList());
    }

    /**
     * The status of one server.
     *
     * @param id The id of the server.
     * @return The server.
     */
    @Get("/getServerStatus")
    @Errors.NotFound
    ServerStatus getServerStatus(@QueryValue String id) {
        ServerId server = new ServerId(id);
        return pool.find(server).map(ServerStatus::of).orElseThrow(() -> notFound(server));
    }

    /**
     * Events of one server or of all, the newest first. The last 200 of each are stored.
     *
     * @param serverId Only those of this server.
     * @param event Only those of this kind, such as offline.
     * @param limit The most to list, up to 1000. Default: 100.
     * @return The events.
     */
    @Get("/getServerEvents")
    @Errors.NotFound
    PoolAnswers.Events getServerEvents(
            @QueryValue @Parameter(required = false) Optional<String> serverId,
            @QueryValue @Parameter(required = false) Optional<String> event,
            @QueryValue @Parameter(required = false) Optional<Integer> limit) {
        Optional<ServerId> server = serverId.map(ServerId::new);
        server.filter(id -> pool.find(id).isEmpty()).ifPresent(id -> {
            throw notFound(id);
        });
        return new PoolAnswers.Events(pool.events(server, event, limit.orElse(Inputs.DEFAULT_LIMIT)).stream()
                .map(PoolAnswers.Event::of)
                .toList());
    }

    /**
     * Cordons a server: it gets no new meetings, and after its last one a poller disables it.
     *
     * @return How far it is drained.
     */
    @Post("/drainServer")
    @Errors.NotFound
    PoolAnswers.Drain drainServer(@Body PoolAnswers.Choice body, @Parameter(hidden = true) Actor actor) {
        ServerId server = server(body);
        return switch (actions.drain(actor, server)) {
            case Start.Cordoned _, Start.Disabled _ -> progress(server);
            case Start.NotFound _ -> throw notFound(server);
        };
    }

    /**
     * How far a server is drained.
     *
     * @param id The id of the server.
     * @return Its progress.
     */
    @Get("/getDrainProgress")
    @Errors.NotFound
    PoolAnswers.Drain getDrainProgress(@QueryValue String id) {
        return progress(new ServerId(id));
    }

    private PoolAnswers.Drain progress(ServerId id) {
        return switch (actions.drainProgress(id)) {
            case Progress.Draining(Server server, var lastPoll, boolean overdue) ->
                PoolAnswers.Drain.of(server, "draining", lastPoll, overdue);
            case Progress.Drained(Server server) -> PoolAnswers.Drain.of(server, "drained", Optional.empty(), false);
            case Progress.Enabled(Server server) -> PoolAnswers.Drain.of(server, "enabled", Optional.empty(), false);
            case Progress.NotFound _ -> throw notFound(id);
        };
    }

    /**
     * Has a server polled now: polled_at of its status shows when it was.
     *
     * @return A poller will poll it at once.
     */
    @Post("/pollServer")
    @Errors.NotFound
    Errors.Done pollServer(@Body PoolAnswers.Choice body, @Parameter(hidden = true) Actor actor) {
        ServerId server = server(body);
        if (!actions.poll(actor, server)) {
            throw notFound(server);
        }
        return new Errors.Done("Server id=%s will be polled at once".formatted(server));
    }

    private static ServerId server(PoolAnswers.Choice body) {
        return new ServerId(Inputs.requiredText(body.id(), "id"));
    }

    private static AdminException notFound(ServerId id) {
        return AdminException.notFound("Couldn't find server with id=" + id);
    }
}
