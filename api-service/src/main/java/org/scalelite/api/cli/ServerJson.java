package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.server.Server;

/** Servers for programs. */
final class ServerJson {
    private ServerJson() {}

    /** As getServers of the admin API answers it, its secret included. */
    static Map<String, @Nullable Object> entry(Server server) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", server.id().value());
        fields.put("url", server.url().toString());
        fields.put("secret", server.secret());
        fields.put("tag", server.tag().orElse(null));
        fields.put("bbb_version", server.statistics().bbbVersion().orElse(null));
        fields.put("state", server.state().text());
        fields.put("load", load(server.load()));
        fields.put("load_multiplier", server.loadMultiplier());
        fields.put("online", ServerText.status(server));
        return fields;
    }

    /** What the status table shows, under the names of its columns. */
    static Map<String, @Nullable Object> status(Server server, String hostName) {
        Server.Statistics statistics = server.statistics();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", server.id().value());
        fields.put("hostname", hostName);
        fields.put("state", server.state().text());
        fields.put("status", ServerText.status(server));
        fields.put("meetings", statistics.meetings());
        fields.put("users", statistics.users());
        fields.put("largest_meeting", statistics.largestMeeting());
        fields.put("videos", statistics.videos());
        fields.put("load", load(server.load()));
        fields.put("bbb_version", statistics.bbbVersion().orElse(null));
        fields.put("tag", server.tag().orElse(null));
        return fields;
    }

    private static Object load(OptionalDouble load) {
        return load.isPresent() ? load.getAsDouble() : "unavailable";
    }

    static void print(List<Map<String, @Nullable Object>> entries, PrintWriter out) {
        JsonListing.print(entries, out);
    }
}
