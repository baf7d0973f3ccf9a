package org.scalelite.cli.tenants;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parameters of create and join that a tenant has of its own. */
@Command(name = "tenant-settings", description = "Parameters that a tenant's calls of create and join get.")
public final class TenantSettingsCommand {
    private final CommandContext context;

    @Mixin
    private final Reply reply;

    private TenantSettingsCommand(CommandContext context) {
        this.context = context;
        this.reply = new Reply(context.wording(), context.style());
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        return new CommandLine(new TenantSettingsCommand(context)).addSubcommand(new Remove(context));
    }

    @Command(name = "list", description = "Lists the settings of a tenant.")
    int list(
            @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
                    String name,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return context.open(stores -> {
            String tenantId = stores.tenantNames().id(name);
            Optional<TenantEntry> tenant = stores.tenants().find(tenantId);
            if (tenant.isEmpty()) {
                return reply.noTenant(tenantId, stores.tenantNames());
            }
            List<TenantEntry.Setting> settings = sorted(tenant.get().settings());
            if (json) {
                JsonListing.print(
                        settings.stream().map(TenantSettingsCommand::entry).toList(), reply.out());
            } else if (settings.isEmpty()) {
                reply.out().println("No settings are configured for the tenant with id=" + tenantId);
            } else {
                settings.forEach(this::print);
            }
            return ExitCode.OK;
        });
    }

    /** In the order of listings. */
    public static List<TenantEntry.Setting> sorted(List<TenantEntry.Setting> settings) {
        return settings.stream()
                .sorted(Comparator.comparing((TenantEntry.Setting setting) ->
                                setting.content().parameter())
                        .thenComparing(TenantEntry.Setting::id))
                .toList();
    }

    private void print(TenantEntry.Setting setting) {
        reply.out().println("id: " + Cell.printable(setting.id()));
        reply.out().println("\tparam: " + Cell.printable(setting.content().parameter()));
        reply.out().println("\tvalue: " + Cell.printable(setting.content().value()));
        reply.out().println("\toverride: " + setting.content().override());
    }

    private static Map<String, @Nullable Object> entry(TenantEntry.Setting setting) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", setting.id());
        fields.put("param", setting.content().parameter());
        fields.put("value", setting.content().value());
        fields.put("override", setting.content().override());
        return fields;
    }

    @Command(
            name = "add",
            description =
                    "Gives a tenant a setting; one of the same parameter and kind gets the new value. Prints OK and"
                            + " its id.")
    int add(
            @Parameters(paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
                    String name,
            @Parameters(paramLabel = "PARAM", description = "A parameter of create or join.") String parameter,
            @Parameters(paramLabel = "VALUE") String value,
            @Option(names = "--override", description = "It wins over what the front-end says; else it is a default.")
                    boolean override) {
        return context.open(stores -> {
            String tenantId = stores.tenantNames().id(name);
            return stores.tenants()
                    .putSetting(tenantId, new Tenant.Setting(parameter, value, override))
                    .map(reply::done)
                    .orElseGet(() -> reply.noTenant(tenantId, stores.tenantNames()));
        });
    }

    /** {@code tenant-settings remove}. */
    @Command(name = "remove", description = "Takes settings from a tenant.")
    static final class Remove extends StoreCommand {
        @Mixin
        private final Confirmation confirmation = new Confirmation(context.input());

        @Parameters(index = "0", paramLabel = "TENANT", converter = TenantName.class, description = "Its name or id.")
        private String name = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "SETTING", description = "Ids of settings.")
        private List<String> settingIds = List.of();

        Remove(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            return confirmation.confirmed(
                    "Remove setting %s?".formatted(String.join(", ", settingIds)),
                    () -> context.open(stores -> {
                        String tenantId = stores.tenantNames().id(name);
                        return Reply.forEach(settingIds, id -> remove(stores, tenantId, id));
                    }));
        }

        private int remove(Stores stores, String tenantId, String id) {
            return stores.tenants().removeSetting(tenantId, id)
                    ? reply.done()
                    : reply.fail("Couldn't find setting with id=%s of the tenant with id=%s%s"
                            .formatted(
                                    id,
                                    tenantId,
                                    stores.tenantNames().has(tenantId)
                                            ? ""
                                            : stores.tenantNames().hint(tenantId)));
        }
    }
}
