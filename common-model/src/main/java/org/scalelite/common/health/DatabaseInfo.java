package org.scalelite.common.health;

import java.time.Duration;
import org.scalelite.common.database.Schema;

/**
 * Version, role and load of a PostgreSQL.
 *
 * @param roundTrip the shortest of a few
 * @param inRecovery whether it is a standby
 * @param readOnly whether transactions may change nothing
 * @param connections that are open
 * @param maxConnections without those that are reserved for the superuser
 */
public record DatabaseInfo(
        String version,
        Duration roundTrip,
        boolean inRecovery,
        boolean readOnly,
        int connections,
        int maxConnections,
        Schema.State schema) {}
