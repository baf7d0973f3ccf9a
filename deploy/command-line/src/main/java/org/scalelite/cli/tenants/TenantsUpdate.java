package org.scalelite.cli.tenants;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.tenant.TenantField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code tenants update}: all that is given is changed in one step. */
@Command(
        name = "update",
        description = "Changes a tenant; what is not given stays, and an empty text takes an optional field away.")
final class TenantsUpdate extends StoreCommand {
    @Mixin
    private final TenantOptions options = new TenantOptions();

    @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
    private String tenant = "";

    @Option(names = "--name", paramLabel = "NAME", description = "The first label of its host name.")
    private @Nullable String name;

    @Option(
            names = "--secrets",
            paramLabel = "SECRETS",
            description = "Its secret, or several separated by ':'; '-' reads them from standard input.")
    private @Nullable String secrets;

    TenantsUpdate(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Map<TenantField, String> fields = options.fields(context.input());
        if (name != null) {
            fields.put(TenantField.NAME, name);
        }
        if (secrets != null) {
            fields.put(TenantField.SECRETS, TenantOptions.read(TenantField.SECRETS, secrets, context.input()));
        }
        if (fields.isEmpty()) {
            throw new ParameterException(reply.commandLine(), "Give what to change, such as --name or --secrets");
        }
        return context.open(stores -> TenantsCommand.update(stores, tenant, fields, reply));
    }
}
