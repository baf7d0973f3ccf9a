package org.scalelite.api.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scalelite.common.admin.InvalidInputException;

/**
 * Scalelite's tasks (specification, section 14), for the scripts of operators who come from there. They never ask, so what is
 * destroyed is destroyed with {@code --yes}.
 */
final class RakeTasks {
    static final String YES = "--yes";

    private static final List<RakeTask> ALL =
            Stream.concat(RakeServerTasks.all().stream(), others().stream()).toList();

    private RakeTasks() {}

    static List<RakeTask> all() {
        return ALL;
    }

    private static List<RakeTask> others() {
        return List.of(
                task(
                        "poll:all",
                        "",
                        "Polls servers, meetings and versions",
                        _ -> line("poll", "all").with()),
                task(
                        "poll:servers",
                        "",
                        "Polls the servers",
                        _ -> line("poll", "servers").with()),
                task(
                        "poll:meetings",
                        "",
                        "Finds meetings that are over",
                        _ -> line("poll", "meetings").with()),
                task(
                        "poll:versions",
                        "",
                        "Asks servers for their version of BBB",
                        _ -> line("poll", "versions").with()),
                task(
                        "status",
                        "",
                        "Shows what each server carries",
                        _ -> line("status").with()),
                task(
                        "meetings",
                        "",
                        "Lists the meetings",
                        _ -> line("meetings", "list").with()),
                task(
                        "meetings:list",
                        "",
                        "Lists the meetings",
                        _ -> line("meetings", "list").with()),
                task(
                        "meetings:info",
                        "id",
                        "Shows a meeting",
                        given -> line("meetings", "info").with(given.need(0))),
                task(
                        "meetings:end",
                        "id",
                        "Ends a meeting",
                        given -> line("meetings", "end", YES).with(given.need(0))),
                task(
                        "tenants",
                        "",
                        "Lists the tenants",
                        _ -> line("tenants", "list").with()),
                task(
                        "tenants:add",
                        "name,secrets",
                        "Adds a tenant",
                        given -> line("tenants", "add").with(given.need(0), given.need(1))),
                task(
                        "tenants:update",
                        "id,name,secrets",
                        "Changes a tenant",
                        given -> line("tenants", "update")
                                .option("--name", given.get(1))
                                .option("--secrets", given.get(2))
                                .with(given.need(0))),
                task(
                        "tenants:update_lrs_basic",
                        "id,lrs_endpoint,lrs_username,lrs_password",
                        "Gives a tenant a learning record store with a password",
                        given -> line("tenants", "update-lrs-basic").with(given.all(4))),
                task(
                        "tenants:update_lrs_kc",
                        "id,lrs_endpoint,kc_token_url,kc_client_id,kc_client_secret,kc_username,kc_password",
                        "Gives a tenant a learning record store with tokens",
                        given -> line("tenants", "update-lrs-kc").with(given.all(7))),
                task(
                        "tenants:remove",
                        "id",
                        "Removes a tenant",
                        given -> line("tenants", "remove", YES).with(given.need(0))),
                task(
                        "tenantSettings",
                        "tenant_id",
                        "Lists a tenant's settings",
                        given -> line("tenant-settings", "list").with(given.need(0))),
                task(
                        "tenantSettings:add",
                        "tenant_id,param,value,override",
                        "Gives a tenant a setting",
                        given -> line("tenant-settings", "add")
                                .flag("--override", given.flag(3))
                                .with(given.need(0), given.need(1), given.get(2).orElse(""))),
                task(
                        "tenantSettings:remove",
                        "tenant_id,setting_id",
                        "Takes a setting from a tenant",
                        given -> line("tenant-settings", "remove", YES).with(given.need(0), given.need(1))),
                task(
                        "recordings:addToTenant",
                        "tenant_id",
                        "Gives recordings without a tenant to this one",
                        given -> line("recordings", "add-to-tenant", YES).with(given.need(0))),
                task(
                        "recordings:update",
                        "record_id,change…",
                        "Changes a recording: publish, unpublish, protect, unprotect or key=value",
                        given -> RakeTasks.recordingUpdate(given.need(0), given.from(1))),
                task(
                        "liveness",
                        "",
                        "Checks that the stores answer",
                        _ -> line("liveness").with()));
    }

    /**
     * The command line for a task as somebody spelled it.
     *
     * @throws InvalidInputException if there is no such task, or its arguments cannot be right
     */
    static List<String> translate(String spelling) {
        RakeCall call = RakeCall.of(spelling);
        return find(call.name())
                .orElseThrow(() -> RakeCall.unknown(call.name()))
                .line(call.arguments());
    }

    private static Optional<RakeTask> find(String plainName) {
        return ALL.stream()
                .filter(task -> RakeCall.plain(task.name()).equals(plainName))
                .findFirst();
    }

    private static List<String> recordingUpdate(String recordId, List<String> changes) {
        RakeLine line = line("recordings", "update");
        for (String change : changes) {
            boolean isMetadata = change.contains("=");
            line.option("--meta", Optional.of(change).filter(_ -> isMetadata)).flag("--" + change, !isMetadata);
        }
        return line.with(recordId);
    }

    static RakeTask task(
            String name, String parameters, String description, Function<RakeArguments, List<String>> command) {
        return new RakeTask(
                name, parameters.isEmpty() ? List.of() : List.of(parameters.split(",")), description, command);
    }

    static RakeLine line(String... words) {
        return new RakeLine(words);
    }
}
