package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.ServerActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import org.scalelite.common.server.ServerRegistry.Change;
import org.scalelite.common.server.ServerRegistry.Removal;
import org.scalelite.common.server.ServerUpdate;

/** Servers of the pool (specification, section 6). */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Servers")
@Errors
record ServersController(ServerRegistry servers, ServerActions actions, Settings settings, AdminConfig config) {
    /**
     * All servers, by their ids.
     *
     * @return The servers.
     */
    @Get("/getServers")
    @Errors.NotFound
    List<ServerEntry> getServers() {
        List<ServerEntry> all = servers.all().stream()
                .sorted(Comparator.comparing(server -> server.id().value()))
                .map(this::entry)
                .toList();
        if (all.isEmpty()) {
            throw AdminException.notFound("No servers are configured");
        }
        return all;
    }

    /**
     * One server.
     *
     * @param id The id of the server.
     * @return The server.
     */
    @Get("/getServerInfo")
    @Errors.NotFound
    ServerEntry getServerInfo(@QueryValue String id) {
        return found(new ServerId(id));
    }

    /**
     * Adds a server, disabled and offline.
     *
     * @return The server as it was added.
     */
    @Post("/addServer")
    @Status(HttpStatus.CREATED)
    ServerEntry addServer(@Body ServerBodies.Add body, @Parameter(hidden = true) Actor actor) {
        ServerBodies.NewServer given = Inputs.required(body.server(), "server");
        URI url = ServerInput.url(Inputs.required(given.url(), "server.url"));
        String secret = ServerInput.secret(Inputs.required(given.secret(), "server.secret"));
        double multiplier = given.loadMultiplier() == null ? 1 : ServerInput.multiplier(given.loadMultiplier());
        Optional<String> tag =
                Optional.ofNullable(given.tag()).map(ServerInput::tag).filter(text -> !text.isEmpty());
        ServerId id = ServerRegistry.newId(url, settings.get(Variables.SERVER_ID_IS_HOSTNAME));
        return switch (servers.by(actor).add(id, url, secret, multiplier, tag, given.settings())) {
            case Addition.Added(ServerId added) -> found(added);
            case Addition.Exists(ServerId known) ->
                throw new InvalidInputException("a server with this URL or id is registered already, with id=" + known);
        };
    }

    /**
     * Changes a server. An enabled server gets meetings after its next successful poll; a cordoned one gets no new ones and is
     * disabled after its last; a disabled one gets none, and no joins.
     *
     * @param id The id of the server, unless it is in the body.
     * @return The server as it is now.
     */
    @Post("/updateServer")
    @Errors.NotFound
    ServerEntry updateServer(
            @QueryValue @Parameter(required = false) Optional<String> id,
            @Body ServerBodies.Update body,
            @Parameter(hidden = true) Actor actor) {
        ServerId server = new ServerId(Inputs.id(id, body.id()));
        ServerUpdate update = update(Inputs.required(body.server(), "server"));
        return switch (servers.by(actor).update(server, update)) {
            case Change.Changed _ -> found(server);
            case Change.UrlTaken(ServerId other) ->
                throw new IllegalStateException("%s has the URL of %s, which was not changed".formatted(other, server));
            case Change.NotFound _ -> throw notFound(server);
        };
    }

    private static ServerUpdate update(ServerBodies.Changes given) {
        ServerUpdate update = ServerUpdate.nothing().withSettings(given.settings());
        if (given.state() != null) {
            update = update.withState(state(given.state()));
        }
        if (given.loadMultiplier() != null) {
            update = update.withLoadMultiplier(ServerInput.multiplier(given.loadMultiplier()));
        }
        if (given.secret() != null) {
            update = update.withSecret(ServerInput.secret(given.secret()));
        }
        return given.tag() == null ? update : update.withTag(ServerInput.tag(given.tag()));
    }

    private static Server.State state(String text) {
        return switch (text) {
            case "enable" -> Server.State.ENABLED;
            case "cordon" -> Server.State.CORDONED;
            case "disable" -> Server.State.DISABLED;
            default ->
                throw new InvalidInputException(
                        "server.state is '%s', which is not allowed: give enable, cordon or disable".formatted(text));
        };
    }

    /**
     * Removes a server.
     *
     * @param id The id of the server, unless it is in the body.
     * @return It is removed.
     */
    @Post("/deleteServer")
    @Errors.NotFound
    @Errors.Conflict
    Errors.Done deleteServer(
            @QueryValue @Parameter(required = false) Optional<String> id,
            @Body ServerBodies.Delete body,
            @Parameter(hidden = true) Actor actor) {
        ServerId server = new ServerId(Inputs.id(id, body.id()));
        return switch (servers.by(actor).remove(server, Boolean.TRUE.equals(body.force()))) {
            case Removal.Removed _ -> new Errors.Done("Server id=%s was destroyed".formatted(server));
            case Removal.HasMeetings(int count) ->
                throw AdminException.conflict(
                        "Server id=%s has meetings (%d): cordon it and wait, or give \"force\": true"
                                .formatted(server, count));
            case Removal.NotFound _ -> throw notFound(server);
        };
    }

    /** What a panic has done. */
    @Schema(name = "PanicReport")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PanicReport(
            String success,

            @Schema(description = "Meetings whose records were removed.")
            int meetings,

            @Schema(description = "Those of them that the server did not end.")
            int notEnded) {}

    /**
     * Frees a server of all its meetings: disables it, ends each and removes its record.
     *
     * @param id The id of the server, unless it is in the body.
     * @return What was done.
     */
    @Post("/panicServer")
    @Errors.NotFound
    PanicReport panicServer(
            @QueryValue @Parameter(required = false) Optional<String> id,
            @Body ServerBodies.Panic body,
            @Parameter(hidden = true) Actor actor) {
        ServerId server = new ServerId(Inputs.id(id, body.id()));
        ServerPanic.Options options = options(body);
        ServerPanic.Report report = actions.panic(actor, server, options).orElseThrow(() -> notFound(server));
        String state = options.keepState() ? "has kept its state" : "has been disabled";
        return new PanicReport(
                "Server id=%s %s and the meetings have been destroyed".formatted(server, state),
                report.forgotten(),
                report.failed());
    }

    private static ServerPanic.Options options(ServerBodies.Panic given) {
        ServerBodies.PanicOptions nested = given.server();
        return new ServerPanic.Options(
                isTrue(given.keepState()) || (nested != null && isTrue(nested.keepState())),
                isTrue(given.skipEndCalls()) || (nested != null && isTrue(nested.skipEndCalls())));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private ServerEntry found(ServerId id) {
        return servers.find(id).map(this::entry).orElseThrow(() -> notFound(id));
    }

    private ServerEntry entry(Server server) {
        return ServerEntry.of(server, config.hidesSecrets());
    }

    private static AdminException notFound(ServerId id) {
        return AdminException.notFound("Couldn't find server with id=" + id);
    }
}
