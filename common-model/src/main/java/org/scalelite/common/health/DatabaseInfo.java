package org.scalelite.common.health;

import java.time.Duration;
import org.scalelite.common.database.Schema;

/**
 * What PostgreSQL says of itself.
 *
 * @param roundTrip the shortest of a few
 * @param inRecovery whether it only follows another one
 * @param readOnly whether transactions may change nothing
 * @param connections that are open
 * @param maxConnections that ours may be among; those kept for the superuser are not counted
 */
public record DatabaseInfo(
        String version,
        Duration roundTrip,
        boolean inRecovery,
        boolean readOnly,
        int connections,
        int maxConnections,
        Schema.State schema) {}
