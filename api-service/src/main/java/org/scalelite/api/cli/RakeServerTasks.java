package org.scalelite.api.cli;

import static org.scalelite.api.cli.RakeTasks.YES;
import static org.scalelite.api.cli.RakeTasks.command;
import static org.scalelite.api.cli.RakeTasks.line;
import static org.scalelite.api.cli.RakeTasks.task;

import java.util.List;
import org.scalelite.api.cli.rake.RakeOutput;
import org.scalelite.api.cli.rake.Wording;

/** Scalelite's tasks for servers. */
final class RakeServerTasks {
    private RakeServerTasks() {}

    static List<RakeTask> all() {
        return List.of(
                task("servers", "", "Lists the servers", _ -> RakeListings::servers),
                task(
                        "servers:add",
                        "url,secret,load_multiplier,tag",
                        "Adds a server",
                        given -> command(line("servers", "add")
                                .option("--multiplier", given.get(2))
                                .option("--tag", given.get(3))
                                .with(given.need(0), given.need(1)))),
                task(
                        "servers:update",
                        "id,secret,load_multiplier,tag",
                        "Changes a server",
                        given -> changing(
                                "Updating",
                                given.need(0),
                                line("servers", "update")
                                        .option("--secret", given.get(1))
                                        .option("--multiplier", given.get(2))
                                        .option("--tag", given.get(3)))),
                task(
                        "servers:remove",
                        "id",
                        "Removes a server without meetings",
                        given -> changing("Removing", given.need(0), line("servers", "remove", YES))),
                task(
                        "servers:enable",
                        "id",
                        "Lets a server get meetings",
                        given -> changing("Enabling", given.need(0), line("servers", "enable"))),
                task(
                        "servers:disable",
                        "id",
                        "Takes a server out of service",
                        given -> changing("Disabling", given.need(0), line("servers", "disable"))),
                task(
                        "servers:cordon",
                        "id",
                        "Keeps new meetings off a server",
                        given -> changing("Cordoning", given.need(0), line("servers", "cordon"))),
                task(
                        "servers:panic",
                        "id,keep_state,skip_end_calls",
                        "Ends all meetings of a server",
                        given -> changing(
                                "Panicking",
                                given.need(0),
                                line("servers", "panic", YES)
                                        .flag("--keep-state", given.flag(1))
                                        .flag("--skip-end-calls", given.flag(2)))),
                task(
                        "servers:loadMultiplier",
                        "id,load_multiplier",
                        "Weighs a server's load",
                        given -> command(line("servers", "load-multiplier").with(given.need(0), given.need(1)))),
                task(
                        "servers:tag",
                        "id,tag",
                        "Says what a server is for; nothing: takes the tag away",
                        given -> command(line("servers", "tag")
                                .with(given.need(0), given.get(1).orElse(ServerArguments.NO_TAG)))),
                task(
                        "servers:addAll",
                        "path",
                        "Adds the servers of a YAML file",
                        given -> command(line("servers", "add-all").with(given.need(0)))),
                task(
                        "servers:sync",
                        "path,mode,dryrun",
                        "Makes the pool what a YAML file says",
                        given -> command(line("servers", "sync", YES)
                                .option("--mode", given.get(1))
                                .flag("--dry-run", given.flag(2))
                                .with(given.need(0)))),
                task("servers:yaml", "verbose", "Writes the pool as YAML", given -> {
                    boolean verbose = given.flag(0);
                    return rake -> RakeListings.yaml(rake, verbose);
                }),
                task("servers:meeting_list", "id:id…", "Asks servers for their meetings", given -> {
                    List<String> ids = given.list(0);
                    return rake -> RakeListings.runningMeetings(rake, ids);
                }));
    }

    /** Says what is done to a server before it is. */
    private static RakeAction changing(String verb, String id, RakeLine line) {
        List<String> words = line.with(id);
        return rake -> {
            rake.print(RakeOutput.changing(verb, id));
            return rake.command(Wording.SCALELITE, words);
        };
    }
}
