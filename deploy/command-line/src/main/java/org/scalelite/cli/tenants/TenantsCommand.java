package org.scalelite.cli.tenants;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry.Result;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists tenants and changes where they keep learning records. */
@Command(name = "tenants", description = "The tenants; without a command, lists them.")
public final class TenantsCommand extends StoreCommand {
    private TenantsCommand(CommandContext context) {
        super(context);
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        return new CommandLine(new TenantsCommand(context))
                .addSubcommand(new Add(context))
                .addSubcommand(new TenantsUpdate(context))
                .addSubcommand(new Remove(context));
    }

    @Override
    public Integer call() {
        return list(false);
    }

    @Command(name = "list", description = "Lists the tenants with their secrets.")
    int list(@Option(names = "--json", description = "As JSON.") boolean json) {
        return context.open(stores -> {
            List<TenantEntry> tenants = stores.tenants().all();
            if (json) {
                JsonListing.print(tenants.stream().map(TenantsCommand::entry).toList(), reply.out());
            } else if (tenants.isEmpty()) {
                reply.out().println("No tenants are configured");
            } else {
                tenants.forEach(this::print);
            }
            return ExitCode.OK;
        });
    }

    private void print(TenantEntry tenant) {
        reply.out().println("id: " + Cell.printable(tenant.id()));
        for (TenantField field : TenantField.values()) {
            tenant.get(field)
                    .ifPresent(value -> reply.out().println("\t" + field.text() + ": " + Cell.printable(value)));
        }
    }

    private static Map<String, @Nullable Object> entry(TenantEntry tenant) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", tenant.id());
        for (TenantField field : TenantField.values()) {
            fields.put(field.text(), tenant.get(field).orElse(null));
        }
        return fields;
    }

    @Command(name = "update-lrs-basic", description = "Gives a tenant a learning record store with a password.")
    int updateLrsBasic(
            @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
                    String tenant,
            @Parameters(paramLabel = "ENDPOINT") String endpoint,
            @Parameters(paramLabel = "USER") String user,
            @Parameters(paramLabel = "PASSWORD", description = "'-' reads it from standard input.") String password) {
        return update(
                tenant,
                Map.of(
                        TenantField.LRS_ENDPOINT, endpoint,
                        TenantField.LRS_USERNAME, user,
                        TenantField.LRS_PASSWORD, password));
    }

    @Command(
            name = "update-lrs-kc",
            description = "Gives a tenant a learning record store with tokens from a Keycloak server.")
    int updateLrsKc(
            @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
                    String tenant,
            @Parameters(paramLabel = "ENDPOINT") String endpoint,
            @Parameters(paramLabel = "TOKEN_URL") String tokenUrl,
            @Parameters(paramLabel = "CLIENT_ID") String clientId,
            @Parameters(paramLabel = "CLIENT_SECRET", description = "'-' reads it from standard input.")
                    String clientSecret,
            @Parameters(paramLabel = "USER") String user,
            @Parameters(paramLabel = "PASSWORD", description = "'-' reads it from standard input.") String password) {
        return update(
                tenant,
                Map.of(
                        TenantField.LRS_ENDPOINT, endpoint,
                        TenantField.KC_TOKEN_URL, tokenUrl,
                        TenantField.KC_CLIENT_ID, clientId,
                        TenantField.KC_CLIENT_SECRET, clientSecret,
                        TenantField.KC_USERNAME, user,
                        TenantField.KC_PASSWORD, password));
    }

    /** Reads secrets from standard input in the order of the arguments, which is that of the fields. */
    private int update(String tenant, Map<TenantField, String> given) {
        Map<TenantField, String> fields = new EnumMap<>(given);
        fields.replaceAll((field, value) -> TenantOptions.read(field, value, context.input()));
        return context.open(stores -> update(stores, tenant, fields, reply));
    }

    /** Changes a tenant, and prints the result. */
    static int update(Stores stores, String tenant, Map<TenantField, String> fields, Reply reply) {
        String id = stores.tenantNames().id(tenant);
        return switch (stores.tenants().update(id, fields)) {
            case Result.Done _ -> reply.done();
            case Result.NameTaken(String holder) -> reply.fail(nameTaken(holder));
            case Result.NotFound _ -> reply.noTenant(id, stores.tenantNames());
        };
    }

    static String nameTaken(String holder) {
        return "The tenant with id=" + holder + " has this name";
    }

    /** {@code tenants add}. */
    @Command(name = "add", description = "Adds a tenant. Prints OK and its id.")
    static final class Add extends StoreCommand {
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

        Add(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            String read = TenantOptions.read(TenantField.SECRETS, secrets, context.input());
            Map<TenantField, String> fields = options.fields(context.input());
            fields.put(TenantField.NAME, name);
            fields.put(TenantField.SECRETS, read);
            return context.open(stores -> switch (stores.tenants().add(fields)) {
                case Result.Done(String id) -> reply.done(id);
                case Result.NameTaken(String holder) -> reply.fail(TenantsCommand.nameTaken(holder));
                case Result.NotFound _ -> throw new IllegalStateException("a new tenant cannot be missing");
            });
        }
    }

    /** {@code tenants remove}. */
    @Command(name = "remove", description = "Removes tenants with their settings; their recordings stay.")
    static final class Remove extends StoreCommand {
        @Mixin
        private final Confirmation confirmation = new Confirmation(context.input());

        @Parameters(arity = "1..*", paramLabel = "TENANT", converter = TenantName.class, description = "Names or ids.")
        private List<String> names = List.of();

        Remove(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            return context.open(stores -> {
                Lookup tenants = stores.tenantNames();
                List<String> ids = names.stream().map(tenants::id).distinct().toList();
                String labels = names.stream()
                        .map(name -> tenants.label(tenants.id(name), name))
                        .distinct()
                        .collect(Collectors.joining(", "));
                return confirmation.confirmed(
                        "Remove %s with all settings?".formatted(labels),
                        () -> Reply.forEach(
                                ids, id -> stores.tenants().remove(id) ? reply.done() : reply.noTenant(id, tenants)));
            });
        }
    }
}
