package org.scalelite.api.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;

/** Servers for programs. */
final class ServerJson {
    private ServerJson() {}

    /** What is known of a server, its secret included. */
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
        fields.put("online", ServerText.status(server));
        return fields;
    }

    private static Object load(Server server) {
        return server.load().isPresent() ? server.load().getAsDouble() : "unavailable";
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
        fields.put("load", load(server));
        fields.put("bbb_version", statistics.bbbVersion().orElse(null));
        fields.put("tag", server.tag().orElse(null));
        return fields;
    }
}
