package org.scalelite.cli.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Table;
import org.scalelite.cli.tenants.TenantName;
import org.scalelite.common.placement.PlacementRecord;
import org.scalelite.common.placement.PlacementRecord.Compared;
import org.scalelite.common.tenant.TenantEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code placement explain}. */
@Command(
        name = "explain",
        description = {
            "Shows the last placements of a meeting, for a day: what it wanted, the least loaded servers of the pool and the"
                    + " chosen one, and why each was chosen or not.",
            "Reasons: chosen; load (not lower); size (kept for a larger meeting); zone, spare, slow_start, creates_failing"
                    + " (another server was better in this); tag; limit; id_taken (another tenant's meeting has this id"
                    + " there); tried (could not create it); disabled."
        })
final class PlacementExplain extends StoreCommand {
    private static final Table<Compared> TABLE = Table.of(
            Table.left("SERVER", Compared::server),
            Table.right("LOAD", Compared::load),
            Table.right("RESERVED", Compared::reserved),
            Table.left("REASON", Compared::reason));

    @Parameters(paramLabel = "MEETING", description = "The meeting id that the front-end chose.")
    private String id = "";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            converter = TenantName.class,
            description = "Only the meeting of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    PlacementExplain(CommandContext context) {
        super(context);
    }

    /** A placement and the tenant of its meeting. */
    private record Found(String tenant, PlacementRecord placement) {
        Map<String, @Nullable Object> entry() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("tenant_id", tenant.isEmpty() ? null : tenant);
            fields.put("at", Cell.time(placement.at()));
            fields.put("outcome", placement.outcome());
            fields.put("server_id", placement.server().isEmpty() ? null : placement.server());
            fields.put("expected_users", placement.users());
            fields.put("basis", placement.basis());
            fields.put("tags", placement.tags());
            fields.put("tag_required", placement.required());
            fields.put("zone", placement.zone());
            fields.put("unavailable_servers", placement.unavailable());
            fields.put(
                    "servers", placement.servers().stream().map(Found::entryOf).toList());
            return fields;
        }

        private static Map<String, Object> entryOf(Compared server) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("server_id", server.server());
            fields.put("load", server.load());
            fields.put("reserved", server.reserved());
            fields.put("reason", server.reason());
            return fields;
        }
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            List<Found> found = tenants(stores).stream()
                    .flatMap(of -> stores.placements().of(of, id).stream().map(placement -> new Found(of, placement)))
                    .toList();
            if (found.isEmpty()) {
                return reply.fail("No placement of meeting id=%s within a day".formatted(id));
            }
            if (json) {
                JsonListing.print(found.stream().map(Found::entry).toList(), reply.out());
            } else {
                found.forEach(this::print);
            }
            return ExitCode.OK;
        });
    }

    private List<String> tenants(Stores stores) {
        Optional<String> given = Optional.ofNullable(tenant).map(stores.tenantNames()::id);
        return given.map(List::of).orElseGet(() -> {
            List<String> all = new ArrayList<>(List.of(""));
            stores.tenants().all().stream().map(TenantEntry::id).forEach(all::add);
            return all;
        });
    }

    private void print(Found found) {
        PlacementRecord placement = found.placement();
        List<String> facts = new ArrayList<>();
        facts.add(
                placement.server().isEmpty() ? placement.outcome() : placement.outcome() + " on " + placement.server());
        if (!found.tenant().isEmpty()) {
            facts.add("tenant " + found.tenant());
        }
        facts.add("%d users expected (%s)".formatted(placement.users(), placement.basis()));
        if (!placement.tags().isEmpty()) {
            facts.add("tags " + placement.tags() + (placement.required() ? " required" : ""));
        }
        if (!placement.zone().isEmpty()) {
            facts.add("zone " + placement.zone());
        }
        if (placement.unavailable() > 0) {
            facts.add("%d enabled servers unavailable".formatted(placement.unavailable()));
        }
        reply.out().println(reply.style().time(placement.at()) + "  " + Cell.printable(String.join(", ", facts)));
        TABLE.print(placement.servers(), reply.out(), reply.style());
    }
}
