package org.scalelite.importer.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.Confirmation;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.tenant.TenantDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives recordings to a tenant that were made before there were tenants (specification, section 7). */
@Command(
        name = "add-to-tenant",
        description = "Gives all recordings that belong to no tenant to this one. Say --yes to do it.")
final class AddToTenantCommand implements Callable<Integer> {
    private final Database database;

    @Mixin
    private final Confirmation confirmation;

    @Parameters(paramLabel = "TENANT_ID", description = "The tenant's id.")
    private String tenantId = "";

    @Spec
    private @Nullable CommandSpec spec;

    AddToTenantCommand(Database database) {
        this.database = database;
        this.confirmation = new Confirmation(database.input());
    }

    @Override
    public Integer call() {
        if (!isTenant()) {
            commandLine().getErr().println("Couldn't find tenant with id=" + tenantId);
            return ExitCode.SOFTWARE;
        }
        if (!confirmation.isGiven("Give all recordings without a tenant to tenant %s?".formatted(tenantId))) {
            return ExitCode.SOFTWARE;
        }
        return database.with(RecordingChanges.class, this::add);
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
                    "recording.add_to_tenant",
                    List.of(tenantId),
                    Map.of("added", String.valueOf(added)),
                    commandLine().getErr());
        }
        commandLine().getOut().println("%d recordings added to tenant %s".formatted(added, tenantId));
        return ExitCode.OK;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
