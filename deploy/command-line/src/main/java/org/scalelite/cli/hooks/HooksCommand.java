package org.scalelite.cli.hooks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Table;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.hook.HookListing;
import org.scalelite.common.hook.HookListing.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hooks}: lists the hooks of front-ends. */
@Command(name = "hooks", description = "Hooks of front-ends; without a command, lists them.")
public final class HooksCommand extends StoreCommand {
    private static final int MOST = 1000;

    private static final Table<Entry> TABLE = Table.of(
            Table.left("ID", entry -> entry.hook().id()),
            Table.state("STATE", Entry::state),
            Table.right("WAITING", entry -> entry.backlog().events()),
            Table.right("DROPPED", entry -> entry.backlog().dropped()),
            Table.left("MEETING", entry -> entry.hook().meetingId().orElse("")),
            Table.left("EVENTS", HooksCommand::events),
            Table.left("TENANT", entry -> entry.hook().tenantId().orElse("")),
            Table.left("TO", entry -> PublicUrl.originOf(entry.hook().callbackUrl())),
            Table.time("CREATED", entry -> Optional.of(entry.hook().createdAt())),
            Table.left("LAST ERROR", Entry::lastError));

    private final Database database = new Database(context);

    public HooksCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return list(MOST, false);
    }

    @Command(name = "list", description = "Lists hooks, the newest first, also those that were disabled.")
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "NUMBER",
                            defaultValue = "" + MOST,
                            description = "At most so many. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return database.with(
                HookListing.class,
                hooks -> reply.list(
                        hooks.newest(Math.clamp(limit, 1, MOST)), json, HooksCommand::entry, TABLE, "No hooks"));
    }

    private static String events(Entry entry) {
        return entry.hook().raw() ? "raw" : entry.hook().eventIds().orElse("all");
    }

    /** Of an address, which may hold secrets, only scheme, host and port. */
    private static Map<String, @Nullable Object> entry(Entry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", entry.hook().id());
        fields.put("state", entry.state());
        fields.put("waiting", entry.backlog().events());
        fields.put("dropped", entry.backlog().dropped());
        fields.put("failed_attempts", entry.backlog().attempts());
        fields.put("meeting_id", entry.hook().meetingId().orElse(null));
        fields.put("event_ids", entry.hook().eventIds().orElse(null));
        fields.put("raw", entry.hook().raw());
        fields.put("tenant_id", entry.hook().tenantId().orElse(null));
        fields.put("to", PublicUrl.originOf(entry.hook().callbackUrl()));
        fields.put("created_at", Cell.time(entry.hook().createdAt()));
        fields.put("disabled_at", entry.hook().disabledAt().map(Cell::time).orElse(null));
        fields.put("last_error", entry.lastError().isEmpty() ? null : entry.lastError());
        return fields;
    }
}
