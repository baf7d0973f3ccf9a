package org.scalelite.api.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tenants remove}. */
@Command(name = "remove", description = "Removes tenants with their settings; their recordings stay.")
final class TenantsRemove implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Mixin
    private final Confirmation confirmation;

    @Parameters(arity = "1..*", paramLabel = "ID")
    private List<String> ids = List.of();

    TenantsRemove(Pool pool) {
        this.pool = pool;
        this.confirmation = new Confirmation(pool.input());
    }

    @Override
    public Integer call() {
        if (!confirmation.isGiven("Remove %s with all settings?".formatted(String.join(", ", ids)))) {
            return ExitCode.SOFTWARE;
        }
        return pool.open(
                stores -> Reply.forEach(ids, id -> stores.tenants().remove(id) ? reply.done() : reply.noTenant(id)));
    }
}
