package org.scalelite.api.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.admin.ServerEntry;
import org.scalelite.common.server.Server;

/** Servers for programs. */
final class ServerJson {
    private ServerJson() {}

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
        fields.put("load", ServerEntry.of(server).load());
        fields.put("bbb_version", statistics.bbbVersion().orElse(null));
        fields.put("tag", server.tag().orElse(null));
        return fields;
    }
}
