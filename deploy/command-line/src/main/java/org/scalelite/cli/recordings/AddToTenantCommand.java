package org.scalelite.cli.recordings;

import java.util.List;
import java.util.Map;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.tenant.TenantDirectory;
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

    @Parameters(paramLabel = "TENANT_ID", description = "The tenant's id.")
    private String tenantId = "";

    AddToTenantCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (!isTenant()) {
            return reply.noTenant(tenantId);
        }
        return confirmation.confirmed(
                "Give all recordings without a tenant to tenant %s?".formatted(tenantId),
                () -> database.with(RecordingChanges.class, this::add));
    }

    private boolean isTenant() {
        return database.with(
                        TenantDirectory.class,
                        tenants -> tenants.withId(tenantId).isPresent() ? ExitCode.OK : ExitCode.SOFTWARE)
                == ExitCode.OK;
    }

    private int add(RecordingChanges changes) {
        int added = changes.addToTenant(tenantId);
        if (added > 0) {
            database.enter(
                    "recording.add_to_tenant", List.of(tenantId), Map.of("added", String.valueOf(added)), reply.err());
        }
        reply.out().println("%d recordings added to tenant %s".formatted(added, tenantId));
        return ExitCode.OK;
    }
}
