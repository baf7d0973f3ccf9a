package org.scalelite.cli.rake;

import static org.scalelite.cli.rake.RakeTasks.YES;
import static org.scalelite.cli.rake.RakeTasks.command;
import static org.scalelite.cli.rake.RakeTasks.line;
import static org.scalelite.cli.rake.RakeTasks.task;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.InvalidInputException;
import picocli.CommandLine.ExitCode;

/** Scalelite's tasks for tenants, none of which does anything without multitenancy. */
final class RakeTenantTasks {
    private static final Wording TENANT_MADE = Wording.SCALELITE.naming("New Tenant id: %s");
    private static final Wording TENANT_REMOVED = Wording.SCALELITE.saying("Tenant was successfully deleted.");
    private static final Wording SETTING_MADE = Wording.SCALELITE.naming("New TenantSetting id: %s");
    private static final Wording SETTING_REMOVED = Wording.SCALELITE.saying("TenantSetting was successfully deleted.");

    private RakeTenantTasks() {}

    static List<RakeTask> all() {
        return List.of(
                tenantTask("tenants", "", "Lists the tenants", _ -> RakeListings::tenants),
                tenantTask(
                        "tenants:add",
                        "name,secrets",
                        "Adds a tenant",
                        given -> command(TENANT_MADE, line("tenants", "add").with(given.need(0), given.need(1)))),
                tenantTask(
                        "tenants:update",
                        "id,name,secrets",
                        "Changes a tenant",
                        given -> command(
                                updated(given),
                                line("tenants", "update")
                                        .option("--name", given.get(1))
                                        .option("--secrets", given.get(2))
                                        .with(given.need(0)))),
                tenantTask(
                        "tenants:update_lrs_basic",
                        "id,lrs_endpoint,lrs_username,lrs_password",
                        "Gives a tenant a learning record store with a password",
                        given -> command(
                                updated(given),
                                line("tenants", "update-lrs-basic").with(given.all(4)))),
                tenantTask(
                        "tenants:update_lrs_kc",
                        "id,lrs_endpoint,kc_token_url,kc_client_id,kc_client_secret,kc_username,kc_password",
                        "Gives a tenant a learning record store with tokens",
                        given -> command(
                                updated(given), line("tenants", "update-lrs-kc").with(given.all(7)))),
                tenantTask(
                        "tenants:remove",
                        "id",
                        "Removes a tenant",
                        given -> command(
                                TENANT_REMOVED, line("tenants", "remove", YES).with(given.need(0)))),
                tenantTask("tenantSettings", "tenant_id", "Lists the settings of all tenants, or of one", given -> {
                    Optional<String> tenant = given.get(0);
                    return rake -> RakeListings.tenantSettings(rake, tenant);
                }),
                tenantTask(
                        "tenantSettings:add",
                        "tenant_id,param,value,override",
                        "Gives a tenant a setting",
                        given -> command(
                                SETTING_MADE,
                                line("tenant-settings", "add")
                                        .flag("--override", given.flag(3))
                                        .with(
                                                given.need(0),
                                                given.need(1),
                                                given.get(2).orElse("")))),
                tenantTask(
                        "tenantSettings:remove",
                        "tenant_id,setting_id",
                        "Takes a setting away; its own id is enough",
                        given -> removeSetting(given.from(0))));
    }

    private static RakeTask tenantTask(
            String name, String parameters, String description, Function<RakeTask.Arguments, RakeTask.Action> meaning) {
        return task(name, parameters, description, given -> {
            RakeTask.Action action = meaning.apply(given);
            return rake -> {
                if (!rake.hasTenants()) {
                    rake.print("Multitenancy is disabled, task can not be completed\n");
                    return ExitCode.SOFTWARE;
                }
                return action.run(rake);
            };
        });
    }

    /** Scalelite takes the id of the setting alone. */
    private static RakeTask.Action removeSetting(List<String> ids) {
        if (ids.isEmpty()) {
            throw new InvalidInputException("setting_id is missing");
        }
        String setting = ids.getLast();
        if (ids.size() > 1) {
            return removeSetting(ids.getFirst(), setting);
        }
        return rake -> {
            Optional<String> tenant = RakeListings.tenantOfSetting(rake, setting);
            return tenant.isPresent()
                    ? removeSetting(tenant.get(), setting).run(rake)
                    : rake.fail("Couldn't find setting with id=" + setting);
        };
    }

    private static RakeTask.Action removeSetting(String tenant, String setting) {
        return command(SETTING_REMOVED, line("tenant-settings", "remove", YES).with(tenant, setting));
    }

    private static Wording updated(RakeTask.Arguments given) {
        return Wording.SCALELITE.saying("OK", "Updated Tenant id: " + given.need(0));
    }
}
