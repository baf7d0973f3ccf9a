package org.scalelite.common.health;

import java.time.Duration;
import org.scalelite.common.database.Schema;

/**
 * The state of PostgreSQL.
 *
 * @param roundTrip minimum of several measurements
 * @param inRecovery whether it is a standby
 * @param readOnly whether transactions are read-only
 * @param connections open connections
 * @param maxConnections without those reserved for the superuser
 */
public record DatabaseInfo(
        String version,
        Duration roundTrip,
        boolean inRecovery,
        boolean readOnly,
        int connections,
        int maxConnections,
        Schema.State schema) {}
