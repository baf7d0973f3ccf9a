package org.scalelite.api.console.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import org.scalelite.common.logging.PrintableText;

/**
 * What operators have changed.
 *
 * @param subject filter of the page
 * @param actor filter of the page
 */
public record AuditPage(Frame frame, String subject, String actor, List<Row> entries) {
    public AuditPage {
        entries = List.copyOf(entries);
    }

    /** A change. */
    public record Row(String at, String actor, String action, String subject, String before, String after) {
        public static Row of(AuditEntry entry) {
            return new Row(
                    entry.at().toString(),
                    entry.actor().name(),
                    entry.action(),
                    entry.subject(),
                    text(entry.before()),
                    text(entry.after()));
        }

        /** Several values share a cell, so that a bidirectional control in one would reorder the others. */
        private static String text(Map<String, String> fields) {
            return new TreeMap<>(fields)
                    .entrySet().stream()
                            .map(field -> PrintableText.of(field.getKey() + "=" + field.getValue()))
                            .collect(Collectors.joining(", "));
        }
    }
}
