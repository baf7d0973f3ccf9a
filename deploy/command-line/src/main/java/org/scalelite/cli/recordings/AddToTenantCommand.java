package org.scalelite.cli.recordings;

import java.util.List;
import java.util.Map;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.tenants.TenantName;
import org.scalelite.common.recording.RecordingChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives recordings to a tenant that were made before there were tenants (specification, section 7). */
@Command(
        name = "add-to-tenant",
        description = "Gives all recordings that belong to no tenant to this one. Say --yes to do it.")
final class AddToTenantCommand extends StoreCommand {
    private final Database database = new Database(context);

    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "The tenant's name or id.")
    private String tenant = "";

    AddToTenantCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            String id = stores.tenantNames().id(tenant);
            if (stores.tenants().find(id).isEmpty()) {
                return reply.noTenant(id, stores.tenantNames());
            }
            return confirmation.confirmed(
                    "Give all recordings without a tenant to tenant %s?"
                            .formatted(stores.tenantNames().label(id, tenant)),
                    () -> database.with(RecordingChanges.class, changes -> add(changes, id)));
        });
    }

    private int add(RecordingChanges changes, String tenantId) {
        int added = changes.addToTenant(tenantId);
        if (added > 0) {
            database.enter(
                    "recording.add_to_tenant", List.of(tenantId), Map.of("added", String.valueOf(added)), reply.err());
        }
        reply.out().println("%d recordings added to tenant %s".formatted(added, tenantId));
        return ExitCode.OK;
    }
}
