package org.scalelite.api.cli;

import static org.scalelite.api.cli.RakeTasks.YES;
import static org.scalelite.api.cli.RakeTasks.line;
import static org.scalelite.api.cli.RakeTasks.task;

import java.util.List;

/** Scalelite's tasks for servers. */
final class RakeServerTasks {
    private RakeServerTasks() {}

    static List<RakeTask> all() {
        return List.of(
                task(
                        "servers",
                        "",
                        "Lists the servers",
                        _ -> line("servers", "list").with()),
                task(
                        "servers:add",
                        "url,secret,load_multiplier,tag",
                        "Adds a server",
                        given -> line("servers", "add")
                                .option("--multiplier", given.get(2))
                                .option("--tag", given.get(3))
                                .with(given.need(0), given.need(1))),
                task(
                        "servers:update",
                        "id,secret,load_multiplier,tag",
                        "Changes a server",
                        given -> line("servers", "update")
                                .option("--secret", given.get(1))
                                .option("--multiplier", given.get(2))
                                .option("--tag", given.get(3))
                                .with(given.need(0))),
                task(
                        "servers:remove",
                        "id",
                        "Removes a server without meetings",
                        given -> line("servers", "remove", YES).with(given.need(0))),
                task(
                        "servers:enable",
                        "id",
                        "Lets a server get meetings",
                        given -> line("servers", "enable").with(given.need(0))),
                task(
                        "servers:disable",
                        "id",
                        "Takes a server out of service",
                        given -> line("servers", "disable").with(given.need(0))),
                task(
                        "servers:cordon",
                        "id",
                        "Keeps new meetings off a server",
                        given -> line("servers", "cordon").with(given.need(0))),
                task(
                        "servers:panic",
                        "id,keep_state,skip_end_calls",
                        "Ends all meetings of a server",
                        given -> line("servers", "panic", YES)
                                .flag("--keep-state", given.flag(1))
                                .flag("--skip-end-calls", given.flag(2))
                                .with(given.need(0))),
                task(
                        "servers:loadMultiplier",
                        "id,load_multiplier",
                        "Weighs a server's load",
                        given -> line("servers", "load-multiplier").with(given.need(0), given.need(1))),
                task(
                        "servers:tag",
                        "id,tag",
                        "Says what a server is for; nothing: takes the tag away",
                        given -> line("servers", "tag")
                                .with(given.need(0), given.get(1).orElse(ServerArguments.NO_TAG))),
                task(
                        "servers:addAll",
                        "path",
                        "Adds the servers of a YAML file",
                        given -> line("servers", "add-all").with(given.need(0))),
                task(
                        "servers:sync",
                        "path,mode,dryrun",
                        "Makes the pool what a YAML file says",
                        given -> line("servers", "sync", YES)
                                .option("--mode", given.get(1))
                                .flag("--dry-run", given.flag(2))
                                .with(given.need(0))),
                task(
                        "servers:yaml",
                        "verbose",
                        "Writes the pool as YAML",
                        given -> line("servers", "yaml")
                                .flag("--verbose", given.flag(0))
                                .with()),
                task(
                        "servers:meeting_list",
                        "id…",
                        "Asks servers for their meetings",
                        given -> line("servers", "meeting-list").with(given.from(0))));
    }
}
