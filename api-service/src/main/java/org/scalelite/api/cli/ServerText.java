package org.scalelite.api.cli;

import java.io.PrintWriter;
import org.scalelite.common.server.Server;

/** A server for people, its secret included. */
final class ServerText {
    private ServerText() {}

    static void print(Server server, PrintWriter out) {
        out.println("id: " + server.id());
        out.println("\turl: " + server.url());
        out.println("\tsecret: " + server.secret());
        server.tag().ifPresent(tag -> out.println("\ttag: " + tag));
        out.println("\t" + server.state().text());
        out.println("\tload: " + load(server));
        out.println("\tload multiplier: " + server.loadMultiplier());
        server.statistics().bbbVersion().ifPresent(version -> out.println("\tbbb version: " + version));
        out.println("\t" + status(server));
    }

    /** What it carries, or that it may not get new meetings. */
    static String load(Server server) {
        return server.load().isPresent() ? String.valueOf(server.load().getAsDouble()) : "unavailable";
    }

    static String status(Server server) {
        return server.online() ? "online" : "offline";
    }
}
