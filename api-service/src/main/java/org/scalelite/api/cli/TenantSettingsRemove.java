package org.scalelite.api.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tenant-settings remove}. */
@Command(name = "remove", description = "Takes settings from a tenant.")
final class TenantSettingsRemove implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Mixin
    private final Confirmation confirmation;

    @Parameters(index = "0", paramLabel = "TENANT", description = "Its id.")
    private String tenantId = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SETTING", description = "Ids of settings.")
    private List<String> settingIds = List.of();

    TenantSettingsRemove(Pool pool) {
        this.pool = pool;
        this.confirmation = new Confirmation(pool.input());
    }

    @Override
    public Integer call() {
        if (!confirmation.isGiven("Remove setting %s?".formatted(String.join(", ", settingIds)))) {
            return ExitCode.SOFTWARE;
        }
        return pool.open(stores -> Reply.forEach(
                settingIds,
                id -> stores.tenants().removeSetting(tenantId, id)
                        ? reply.done()
                        : reply.fail(
                                "Couldn't find setting with id=%s of the tenant with id=%s".formatted(id, tenantId))));
    }
}
