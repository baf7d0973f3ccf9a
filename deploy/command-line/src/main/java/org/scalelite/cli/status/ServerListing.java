package org.scalelite.cli.status;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.output.Cell;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.Server;

/** A server with its secret, as text and as JSON. */
final class ServerListing {
    private ServerListing() {}

    static void print(Server server, PrintWriter out) {
        out.println("id: " + Cell.printable(server.id().value()));
        out.println("\turl: " + server.url());
        out.println("\tsecret: " + Cell.printable(server.secret()));
        server.tag().ifPresent(tag -> out.println("\ttag: " + Cell.printable(tag)));
        out.println("\t" + server.state().text());
        out.println("\tload: " + load(server));
        out.println("\tload multiplier: " + server.loadMultiplier());
        server.statistics().bbbVersion().ifPresent(version -> out.println("\tbbb version: " + Cell.printable(version)));
        out.println("\t" + status(server));
    }

    static Map<String, @Nullable Object> entry(Server server) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", server.id().value());
        fields.put("url", server.url().toString());
        fields.put("secret", server.secret());
        fields.put("tag", server.tag().orElse(null));
        fields.put("bbb_version", server.statistics().bbbVersion().orElse(null));
        fields.put("state", server.state().text());
        fields.put("load", load(server));
        fields.put("load_multiplier", server.loadMultiplier());
        fields.put("online", status(server));
        return fields;
    }

    /** A number, or a word for a server that gets no new meetings. */
    static Object load(Server server) {
        return server.load().isPresent() ? server.load().getAsDouble() : "unavailable";
    }

    /** The status with the health state that explains why an online server gets no new meetings. */
    static String health(Server server) {
        return HealthState.of(server.online(), server.health(), "") instanceof HealthState.Suspect
                ? "suspect"
                : status(server);
    }

    static String status(Server server) {
        return server.online() ? "online" : "offline";
    }
}
