package org.scalelite.importer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.Table;

/** Callbacks for people and for programs. Of addresses only scheme, host and port are shown: the rest may be secret. */
final class CallbackListing {
    private CallbackListing() {}

    static Table table(List<OutboundCallback> callbacks) {
        return new Table(
                List.of(
                        Table.Column.right("ID"),
                        Table.Column.left("KIND"),
                        Table.Column.left("STATE"),
                        Table.Column.right("ATTEMPTS"),
                        Table.Column.left("NEXT ATTEMPT"),
                        Table.Column.left("MEETING"),
                        Table.Column.left("RECORDING"),
                        Table.Column.left("TENANT"),
                        Table.Column.left("TO"),
                        Table.Column.left("LAST ERROR")),
                callbacks.stream().map(CallbackListing::row).toList());
    }

    private static List<String> row(OutboundCallback callback) {
        boolean pending = callback.state() == OutboundCallback.State.PENDING;
        return List.of(
                String.valueOf(callback.id()),
                callback.kind().text(),
                callback.state().text(),
                String.valueOf(callback.attempts()),
                pending ? Cell.time(callback.nextAttemptAt()) : "",
                Cell.printable(callback.meetingId()),
                Cell.printable(callback.recordId().orElse("")),
                callback.tenantId().orElse(""),
                PublicUrl.originOf(callback.url()),
                Cell.printable(callback.lastError().orElse("")));
    }

    static Map<String, @Nullable Object> entry(OutboundCallback callback) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", callback.id());
        fields.put("kind", callback.kind().text());
        fields.put("state", callback.state().text());
        fields.put("attempts", callback.attempts());
        fields.put("next_attempt_at", Cell.time(callback.nextAttemptAt()));
        fields.put("give_up_at", Cell.time(callback.giveUpAt()));
        fields.put("created_at", Cell.time(callback.createdAt()));
        fields.put("finished_at", callback.finishedAt().map(Cell::time).orElse(null));
        fields.put("meeting_id", callback.meetingId());
        fields.put("record_id", callback.recordId().orElse(null));
        fields.put("tenant_id", callback.tenantId().orElse(null));
        fields.put("to", PublicUrl.originOf(callback.url()));
        fields.put("last_error", callback.lastError().orElse(null));
        return fields;
    }
}
