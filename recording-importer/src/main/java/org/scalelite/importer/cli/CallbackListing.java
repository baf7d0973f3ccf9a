package org.scalelite.importer.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.PublicUrl;
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
                pending ? time(callback.nextAttemptAt()) : "",
                printable(callback.meetingId()),
                printable(callback.recordId().orElse("")),
                callback.tenantId().orElse(""),
                PublicUrl.originOf(callback.url()),
                printable(callback.lastError().orElse("")));
    }

    static Map<String, @Nullable Object> entry(OutboundCallback callback) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", callback.id());
        fields.put("kind", callback.kind().text());
        fields.put("state", callback.state().text());
        fields.put("attempts", callback.attempts());
        fields.put("next_attempt_at", time(callback.nextAttemptAt()));
        fields.put("give_up_at", time(callback.giveUpAt()));
        fields.put("created_at", time(callback.createdAt()));
        fields.put(
                "finished_at", callback.finishedAt().map(CallbackListing::time).orElse(null));
        fields.put("meeting_id", callback.meetingId());
        fields.put("record_id", callback.recordId().orElse(null));
        fields.put("tenant_id", callback.tenantId().orElse(null));
        fields.put("to", PublicUrl.originOf(callback.url()));
        fields.put("last_error", callback.lastError().orElse(null));
        return fields;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Front-ends name meetings, and a terminal obeys control characters. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
