package org.scalelite.cli.meetings;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
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

    /** Runs a command with its id, which is empty if none was given; an unknown tenant is an error. */
    int with(Stores stores, Reply reply, ToIntFunction<Optional<String>> command) {
        Optional<String> id = Optional.ofNullable(tenant).map(stores.tenantNames()::id);
        return id.isPresent() && !KnownMeetings.isTenant(stores, id.get())
                ? reply.noTenant(id.get(), stores.tenantNames())
                : command.applyAsInt(id);
    }

    /** Its id and what the operator called it. */
    String label(Stores stores, String id) {
        return stores.tenantNames().label(id, String.valueOf(tenant));
    }
}
