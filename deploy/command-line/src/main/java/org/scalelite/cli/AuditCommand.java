package org.scalelite.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.ListOptions;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Table;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}. */
@Command(name = "audit", description = "Shows who changed what in Redis, the newest first.")
final class AuditCommand extends StoreCommand {
    private static final Table<AuditEntry> TABLE = Table.of(
            Table.time("TIME", entry -> Optional.of(entry.at())),
            Table.left("WHO", entry -> entry.actor().name()),
            Table.left("WHAT", AuditEntry::action),
            Table.left("SUBJECT", entry -> entry.subject()),
            Table.left("CHANGE", entry -> change(entry)));

    @Mixin
    private final ListOptions options = new ListOptions(50);

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "Only changes of this server, tenant or meeting, also of one that was removed.")
    private @Nullable String subject;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only changes by those whose name begins so: cli:ada")
    private @Nullable String actor;

    AuditCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            List<AuditEntry> changes = changes(stores, Optional.ofNullable(subject));
            if (changes.isEmpty() && subject != null) {
                changes = changes(stores, Optional.of(id(stores, subject)));
            }
            return reply.list(changes, options.json(), AuditCommand::entry, TABLE, "No changes");
        });
    }

    private List<AuditEntry> changes(Stores stores, Optional<String> id) {
        return stores.audit().newest(new AuditLog.Query(id, Optional.ofNullable(actor), options.limit()));
    }

    /** The id of a server or tenant; any other text may be the id of a meeting or of what was removed. */
    private static String id(Stores stores, String name) {
        String server = stores.serverNames().id(name);
        return stores.serverNames().has(server) ? server : stores.tenantNames().id(name);
    }

    private static String change(AuditEntry entry) {
        TreeSet<String> fields = new TreeSet<>(entry.before().keySet());
        fields.addAll(entry.after().keySet());
        return fields.stream()
                .map(field -> "%s: %s"
                        .formatted(
                                field,
                                change(entry.before().get(field), entry.after().get(field))))
                .collect(Collectors.joining(", "));
    }

    private static String change(@Nullable String before, @Nullable String after) {
        if (before == null) {
            return String.valueOf(after);
        }
        return before + " → " + (after == null ? "gone" : after);
    }

    private static Map<String, @Nullable Object> entry(AuditEntry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", entry.id());
        fields.put("at", entry.at().toString());
        fields.put("actor", entry.actor().name());
        fields.put("action", entry.action());
        fields.put("subject", entry.subject());
        fields.put("before", entry.before());
        fields.put("after", entry.after());
        return fields;
    }
}
