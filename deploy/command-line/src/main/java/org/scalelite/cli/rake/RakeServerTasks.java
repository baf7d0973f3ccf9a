package org.scalelite.cli.rake;

import static org.scalelite.cli.rake.RakeTasks.YES;
import static org.scalelite.cli.rake.RakeTasks.command;
import static org.scalelite.cli.rake.RakeTasks.line;
import static org.scalelite.cli.rake.RakeTasks.task;

import java.util.List;
import org.scalelite.cli.output.Wording;
import org.scalelite.cli.servers.ServerArguments;

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
                changing("servers:remove", "Removes a server without meetings", "Removing", "servers", "remove", YES),
                changing("servers:enable", "Lets a server get meetings", "Enabling", "servers", "enable"),
                changing("servers:disable", "Takes a server out of service", "Disabling", "servers", "disable"),
                changing("servers:cordon", "Keeps new meetings off a server", "Cordoning", "servers", "cordon"),
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

    private static RakeTask changing(String name, String description, String verb, String... command) {
        return task(name, "id", description, given -> changing(verb, given.need(0), line(command)));
    }

    /** Prints what will be done to the server, then does it. */
    private static RakeTask.Action changing(String verb, String id, RakeLine line) {
        List<String> words = line.with(id);
        return rake -> {
            rake.print(RakeOutput.changing(verb, id));
            return rake.command(Wording.SCALELITE, words);
        };
    }
}
