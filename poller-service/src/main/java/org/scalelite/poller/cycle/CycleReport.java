package org.scalelite.poller.cycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalelite.common.server.Server;

/** What a cycle found, for the log and the command line. */
public final class CycleReport {
    private final int servers;
    private final List<String> problems = new ArrayList<>();
    private int online;
    private int reached;
    private int late;
    private int ended;
    private int repaired;
    private Duration time = Duration.ZERO;

    CycleReport(int servers) {
        this.servers = servers;
    }

    void add(ServerPoll.Outcome serverPoll) {
        online += serverPoll.healthState().online() ? 1 : 0;
        reached += serverPoll.reached() ? 1 : 0;
        ended += serverPoll.endedMeetings();
        if (!serverPoll.problem().isEmpty()) {
            problems.add(serverPoll.server() + ": " + serverPoll.problem());
        }
    }

    /** The server's turn is not over; it goes on. */
    void late(Server server) {
        late++;
        problems.add(server + ": no answer yet");
    }

    void repaired(int count) {
        repaired = count;
    }

    void took(Duration duration) {
        time = duration;
    }

    /** How many servers did not answer in time. */
    public int lateServers() {
        return late;
    }

    /** A line for each server that did not answer as it should. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How long the cycle took. */
    public Duration time() {
        return time;
    }

    /** The whole in one line. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d servers polled in %.3f s: %d answered, %d online, %d late; %d meetings over, %d faults mended",
                servers,
                time.toMillis() / 1000.0,
                reached,
                online,
                late,
                ended,
                repaired);
    }
}
