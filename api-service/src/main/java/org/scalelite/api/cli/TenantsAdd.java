package org.scalelite.api.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tenants add}. */
@Command(name = "add", description = "Adds a tenant. Prints OK and its id.")
final class TenantsAdd implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    @Mixin
    private final TenantOptions options = new TenantOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The first label of its host name.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "SECRETS",
            description =
                    "Its secret, or several separated by ':'. '-' reads them from standard input, because others on"
                            + " this machine can see arguments.")
    private String secrets = "";

    TenantsAdd(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Integer call() {
        String read = TenantOptions.read(TenantField.SECRETS, secrets, pool.input());
        Map<TenantField, String> fields = options.fields(pool.input());
        fields.put(TenantField.NAME, name);
        fields.put(TenantField.SECRETS, read);
        return pool.open(stores -> switch (stores.tenants().add(fields)) {
            case Result.Done(String id) -> reply.done(id);
            case Result.NameTaken(String holder) -> reply.fail(TenantsCommand.nameTaken(holder));
            case Result.NotFound _ -> throw new IllegalStateException("a new tenant cannot be missing");
        });
    }
}
