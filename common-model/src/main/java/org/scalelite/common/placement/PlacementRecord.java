package org.scalelite.common.placement;

import java.time.Instant;
import java.util.List;

/**
 * How a meeting got its server, or why it got none.
 *
 * @param outcome created; moved, after a server could not create it; or no_server, id_taken
 * @param server empty: none
 * @param users expected
 * @param basis what told the expected users: hint, max_participants, past, average or minimum
 * @param tags wanted, separated by semicolons
 * @param required whether an untagged server was not allowed instead
 * @param zone preferred; empty: none
 * @param unavailable enabled servers that could not get meetings at that time
 * @param servers the least loaded ones of the pool, and the chosen one
 */
public record PlacementRecord(
        Instant at,
        String outcome,
        String server,
        int users,
        String basis,
        String tags,
        boolean required,
        String zone,
        int unavailable,
        List<Compared> servers) {
    public PlacementRecord {
        servers = List.copyOf(servers);
    }

    /**
     * A server that was compared.
     *
     * @param load before the meeting
     * @param reserved the part of the load that was added since the last poll
     * @param reason as {@link PlacementModel.Reason}; tried: it could not create the meeting
     */
    public record Compared(String server, double load, double reserved, String reason) {}
}
