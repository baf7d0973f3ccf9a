package org.scalelite.cli.meetings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.tenants.TenantName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The tenant of the meetings that a command names. */
@Command
final class MeetingTenant {
    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            converter = TenantName.class,
            description = "The tenant, if several have a meeting of this id.")
    private @Nullable String tenant;

    /** Its id; empty if none was given. */
    Optional<String> id(Stores stores) {
        return Optional.ofNullable(tenant).map(stores.tenantNames()::id);
    }

    /** Its id and what the operator called it. */
    String label(Stores stores, String id) {
        return stores.tenantNames().label(id, String.valueOf(tenant));
    }
}
