package org.scalelite.api.admin;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminConfig;
import org.scalelite.api.edge.AdminException;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerRegistry.Addition;
import org.scalelite.common.server.ServerRegistry.Change;
import org.scalelite.common.server.ServerRegistry.Removal;
import org.scalelite.common.server.ServerUpdate;

/** The calls that look after servers (specification, section 6). */
@Singleton
final class ServerCalls {
    private final ServerRegistry servers;
    private final boolean idIsHostName;
    private final boolean hidesSecrets;

    ServerCalls(ServerRegistry servers, Settings settings, AdminConfig config) {
        this.servers = servers;
        this.idIsHostName = settings.get(Variables.SERVER_ID_IS_HOSTNAME);
        this.hidesSecrets = config.hidesSecrets();
    }

    AdminAnswer list(AdminRequest request) {
        List<ServerEntry> all = servers.all().stream()
                .sorted(Comparator.comparing(server -> server.id().value()))
                .map(this::entry)
                .toList();
        if (all.isEmpty()) {
            throw AdminException.notFound("No servers are configured");
        }
        return AdminAnswer.of(all);
    }

    AdminAnswer info(AdminRequest request) {
        return AdminAnswer.of(found(new ServerId(request.required("id"))));
    }

    AdminAnswer add(AdminRequest request) {
        ServerBodies.NewServer given =
                Required.of(request.bodyAround("server", ServerBodies.Add.class).server(), "server");
        URI url = ServerInput.url(Required.of(given.url(), "server.url"));
        String secret = ServerInput.secret(Required.of(given.secret(), "server.secret"));
        double multiplier = given.loadMultiplier() == null ? 1 : ServerInput.multiplier(given.loadMultiplier());
        Optional<String> tag =
                Optional.ofNullable(given.tag()).map(ServerInput::tag).filter(text -> !text.isEmpty());
        ServerId id = ServerRegistry.newId(url, idIsHostName);
        return switch (servers.by(request.actor()).add(id, url, secret, multiplier, tag)) {
            case Addition.Added(ServerId added) -> AdminAnswer.created(found(added));
            case Addition.Exists(ServerId known) ->
                throw new InvalidInputException("a server with this URL or id is registered already, with id=" + known);
        };
    }

    AdminAnswer update(AdminRequest request) {
        ServerBodies.Update given = request.bodyAround("server", ServerBodies.Update.class);
        ServerId id = new ServerId(Required.id(request, given.id()));
        ServerUpdate update = update(Required.of(given.server(), "server"));
        return switch (servers.by(request.actor()).update(id, update)) {
            case Change.Changed _ -> AdminAnswer.of(found(id));
            case Change.UrlTaken(ServerId other) ->
                throw new IllegalStateException("%s has the URL of %s, which was not changed".formatted(other, id));
            case Change.NotFound _ -> throw notFound(id);
        };
    }

    private static ServerUpdate update(ServerBodies.Changes given) {
        ServerUpdate update = ServerUpdate.nothing();
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

    AdminAnswer delete(AdminRequest request) {
        ServerBodies.Delete given = request.body(ServerBodies.Delete.class);
        ServerId id = new ServerId(Required.id(request, given.id()));
        return switch (servers.by(request.actor()).remove(id, Boolean.TRUE.equals(given.force()))) {
            case Removal.Removed _ -> AdminAnswer.success("Server id=%s was destroyed".formatted(id));
            case Removal.HasMeetings(int meetings) ->
                throw AdminException.conflict(
                        "Server id=%s has meetings (%d): cordon it and wait, or give \"force\": true"
                                .formatted(id, meetings));
            case Removal.NotFound _ -> throw notFound(id);
        };
    }

    private ServerEntry found(ServerId id) {
        return servers.find(id).map(this::entry).orElseThrow(() -> notFound(id));
    }

    private ServerEntry entry(Server server) {
        return ServerEntry.of(server, hidesSecrets);
    }

    static AdminException notFound(ServerId id) {
        return AdminException.notFound("Couldn't find server with id=" + id);
    }
}
