package org.scalelite.api.admin;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.AuditEntry;
import org.scalelite.common.admin.AuditLog;

/** getAuditLog: who changed what. */
@Singleton
final class AuditCalls {
    private final AuditLog audit;

    AuditCalls(AuditLog audit) {
        this.audit = audit;
    }

    /** A change. */
    @Schema(name = "AuditEntry")
    record Listed(
            String id,

            @Schema(format = "date-time") String at,

            @Schema(example = "token:dashboard") String actor,

            @Schema(example = "server.update") String action,

            @Schema(description = "The id of what was changed.")
            String subject,

            @Schema(description = "The fields that differ, as they were; of secrets only that they differ.")
            Map<String, String> before,

            @Schema(description = "The same fields as they are now; a field that is missing here is gone.")
            Map<String, String> after) {
        static Listed of(AuditEntry entry) {
            return new Listed(
                    entry.id(),
                    entry.at().toString(),
                    entry.actor().name(),
                    entry.action(),
                    entry.subject(),
                    entry.before(),
                    entry.after());
        }
    }

    /** Changes, the newest first. */
    @Schema(name = "AuditLog")
    record Page(List<Listed> entries) {}

    AdminAnswer list(AdminRequest request) {
        AuditLog.Query query =
                new AuditLog.Query(request.parameter("subject"), request.parameter("actor"), Paging.limit(request));
        return AdminAnswer.of(
                new Page(audit.newest(query).stream().map(Listed::of).toList()));
    }
}
