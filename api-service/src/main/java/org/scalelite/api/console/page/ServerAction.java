package org.scalelite.api.console.page;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

/** What an operator can do with a server. */
public enum ServerAction implements EnumText {
    ENABLE("Enable"),
    CORDON("Cordon"),
    DRAIN("Drain"),
    DISABLE("Disable"),
    POLL("Poll now"),
    PANIC("Panic");

    private final String label;

    ServerAction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether meetings end: the operator types the name of the host. */
    public boolean isDangerous() {
        return this == PANIC;
    }

    public String link(String server) {
        return Link.to("/action", Map.of("id", server, "action", text()));
    }

    /** Those that change anything for a server. */
    public static List<ServerAction> of(Server.State state) {
        return Arrays.stream(values()).filter(action -> action.changes(state)).toList();
    }

    private boolean changes(Server.State state) {
        return switch (this) {
            case ENABLE -> state != Server.State.ENABLED;
            case CORDON -> state != Server.State.CORDONED;
            case DRAIN -> state == Server.State.ENABLED;
            case DISABLE -> state != Server.State.DISABLED;
            case POLL, PANIC -> true;
        };
    }

    /**
     * What the action will do.
     *
     * @param others servers besides this one that may get a new meeting
     */
    public String effect(ServerFacts facts, long others) {
        Server.Statistics statistics = facts.server().statistics();
        String meetings = count(statistics.meetings(), "meeting") + " with " + count(statistics.users(), "user");
        String elsewhere = others == 0
                ? "No other server may get new meetings: creates will fail."
                : "New meetings go to %s.".formatted(count(others, "other server"));
        return switch (this) {
            case ENABLE -> "It gets new meetings after its next successful poll.";
            case CORDON -> "%s stay. %s".formatted(meetings, elsewhere);
            case DRAIN ->
                "%s stay until they end by themselves; then the server is disabled. %s".formatted(meetings, elsewhere);
            case DISABLE -> "It gets no new meetings, and %s there cannot be joined. %s".formatted(meetings, elsewhere);
            case POLL -> "A poller asks it at once, instead of after its interval.";
            case PANIC -> "The server is disabled, and %s end at once. %s".formatted(meetings, elsewhere);
        };
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
