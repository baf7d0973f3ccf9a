package org.scalelite.api.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.AuditEntry;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.cli.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who changed what. */
@Command(name = "audit", description = "Shows who changed what in Redis, the newest first.")
final class AuditCommand implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--subject", paramLabel = "ID", description = "Only changes of this server, tenant or meeting.")
    private @Nullable String subject;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only changes by those whose name begins so: cli:ada")
    private @Nullable String actor;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    AuditCommand(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        AuditLog.Query query =
                new AuditLog.Query(Optional.ofNullable(subject), Optional.ofNullable(actor), Math.max(limit, 1));
        return pool.open(stores -> {
            List<AuditEntry> entries = stores.audit().newest(query);
            if (json) {
                JsonListing.print(entries.stream().map(AuditCommand::entry).toList(), reply.out());
            } else if (entries.isEmpty()) {
                reply.out().println("No changes");
            } else {
                table(entries).print(reply.out());
            }
            return ExitCode.OK;
        });
    }

    private static Table table(List<AuditEntry> entries) {
        return new Table(
                List.of(
                        Table.Column.left("TIME"),
                        Table.Column.left("WHO"),
                        Table.Column.left("WHAT"),
                        Table.Column.left("SUBJECT"),
                        Table.Column.left("CHANGE")),
                entries.stream()
                        .map(entry -> List.of(
                                Cell.time(entry.at()),
                                Cell.printable(entry.actor().name()),
                                entry.action(),
                                Cell.printable(entry.subject()),
                                Cell.printable(change(entry))))
                        .toList());
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
