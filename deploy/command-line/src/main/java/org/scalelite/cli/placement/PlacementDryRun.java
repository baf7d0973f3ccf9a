package org.scalelite.cli.placement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Table;
import org.scalelite.cli.tenants.TenantName;
import org.scalelite.common.config.Variables;
import org.scalelite.common.placement.PlacementModel.Wish;
import org.scalelite.common.placement.PlacementTrial;
import org.scalelite.common.placement.PlacementTrial.Row;
import org.scalelite.common.tenant.TenantEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code placement dry-run}. */
@Command(
        name = "dry-run",
        description =
                "Shows where new meetings would go now, one after the other, and changes nothing. The reason is that of"
                        + " the last one.")
final class PlacementDryRun extends StoreCommand {
    private static final Table<Row> TABLE = Table.of(
            Table.left("SERVER", row -> row.server().value()),
            Table.right("MEETINGS", Row::placed),
            Table.right("LOAD BEFORE", row -> load(row.loadBefore())),
            Table.right("LOAD AFTER", row -> load(row.loadAfter())),
            Table.left("REASON", row -> row.reason().text()));

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            converter = TenantName.class,
            description = "The tenant of the meetings, with its settings.")
    private @Nullable String tenant;

    @Option(names = "--tag", paramLabel = "TAGS", description = "As in meta_server-tag, such as 'gpu;big!'.")
    private @Nullable String tag;

    @Option(names = "--zone", paramLabel = "ZONE", description = "As in meta_server-zone.")
    private @Nullable String zone;

    @Option(
            names = "--size",
            paramLabel = "USERS",
            description = "The expected users of each. Default: the average of the tenant, else LOAD_MIN_USER_COUNT.")
    private @Nullable Integer size;

    @Option(names = "--count", paramLabel = "NUMBER", defaultValue = "100", description = "Meetings. Default: 100.")
    private int count;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    PlacementDryRun(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (count < 1 || count > PlacementTrial.MAX_MEETINGS || (size != null && size < 1)) {
            throw new ParameterException(
                    reply.commandLine(),
                    "Give a --count from 1 to %d and a --size above 0".formatted(PlacementTrial.MAX_MEETINGS));
        }
        return context.open(stores -> {
            Optional<String> tenantId = Optional.ofNullable(tenant).map(stores.tenantNames()::id);
            Optional<TenantEntry> owner = tenantId.flatMap(stores.tenants()::find);
            if (tenantId.isPresent() && owner.isEmpty()) {
                return reply.noTenant(tenantId.get(), stores.tenantNames());
            }
            PlacementTrial trial = stores.placementTrial();
            Wish wish = trial.wish(
                    owner,
                    Optional.ofNullable(tag),
                    Optional.ofNullable(zone),
                    Optional.ofNullable(size),
                    stores.settings().get(Variables.LOAD_MIN_USER_COUNT));
            return reply.list(
                    trial.place(wish, count), json, PlacementDryRun::entry, TABLE, "No servers are configured");
        });
    }

    private static String load(OptionalDouble load) {
        return load.isPresent() ? String.valueOf(load.getAsDouble()) : "";
    }

    private static Map<String, @Nullable Object> entry(Row row) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("server_id", row.server().value());
        fields.put("meetings", row.placed());
        fields.put(
                "load_before", row.loadBefore().isPresent() ? row.loadBefore().getAsDouble() : null);
        fields.put("load_after", row.loadAfter().isPresent() ? row.loadAfter().getAsDouble() : null);
        fields.put("reason", row.reason().text());
        return fields;
    }
}
