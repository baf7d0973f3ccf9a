package org.scalelite.poller.server;

import org.scalelite.common.server.Server;

/**
 * When a server counts as online and when as offline (specification, section 10).
 *
 * @param healthy good polls in a row that bring an offline server online
 * @param unhealthy bad polls in a row that take an online server offline
 */
public record HealthThreshold(int healthy, int unhealthy) {
    private static final Server.Health FRESH = new Server.Health(0, 0);

    /** What a poll changes. */
    public sealed interface Change {
        boolean online();

        Server.Health health();

        /** It is what it was. */
        record Unchanged(boolean online, Server.Health health) implements Change {}

        /** It has answered often enough. */
        record CameOnline() implements Change {
            @Override
            public boolean online() {
                return true;
            }

            @Override
            public Server.Health health() {
                return FRESH;
            }
        }

        /** It has failed often enough. */
        record WentOffline() implements Change {
            @Override
            public boolean online() {
                return false;
            }

            @Override
            public Server.Health health() {
                return FRESH;
            }
        }
    }

    /** After a poll that went well. */
    public Change afterGood(boolean online, Server.Health health) {
        if (online) {
            return new Change.Unchanged(true, FRESH);
        }
        int polls = health.healthyPolls() + 1;
        return polls >= healthy ? new Change.CameOnline() : new Change.Unchanged(false, new Server.Health(polls, 0));
    }

    /** After a poll that failed. */
    public Change afterBad(boolean online, Server.Health health) {
        if (!online) {
            return new Change.Unchanged(false, FRESH);
        }
        int polls = health.unhealthyPolls() + 1;
        return polls >= unhealthy ? new Change.WentOffline() : new Change.Unchanged(true, new Server.Health(0, polls));
    }
}
