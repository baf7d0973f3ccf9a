package org.scalelite.common.admin;

import java.time.Instant;
import java.util.Map;

/**
 * One change.
 *
 * @param id orders the entries
 * @param action such as {@code server.update}
 * @param subject the id of what was changed
 * @param before the fields that differ, as they were; of secrets only that they differ
 * @param after the same fields as they are now; a field that is missing here is gone
 */
public record AuditEntry(
        String id,
        Instant at,
        Actor actor,
        String action,
        String subject,
        Map<String, String> before,
        Map<String, String> after) {
    public AuditEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
