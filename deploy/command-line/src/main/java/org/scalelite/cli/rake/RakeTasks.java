package org.scalelite.cli.rake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.InvalidInputException;
import picocli.CommandLine.ExitCode;

/**
 * Scalelite's tasks (specification, section 14), for the scripts of operators who come from there. They ask nothing that
 * Scalelite's did not, so what is destroyed is destroyed with {@code --yes}.
 */
final class RakeTasks {
    static final String YES = "--yes";

    private static final List<RakeTask> ALL = Stream.of(RakeServerTasks.all(), RakeTenantTasks.all(), others())
            .flatMap(List::stream)
            .toList();

    private RakeTasks() {}

    static List<RakeTask> all() {
        return ALL;
    }

    private static List<RakeTask> others() {
        return List.of(
                pollTask("all", "Polls servers, meetings and versions"),
                pollTask("servers", "Polls the servers"),
                pollTask("meetings", "Finds meetings that are over"),
                pollTask("versions", "Asks servers for their version of BBB"),
                task("status", "", "Shows what each server carries", _ -> RakeListings::status),
                task("meetings", "id:id…", "Lists all meetings, or some", RakeTasks::meetings),
                task("meetings:list", "id:id…", "Lists all meetings, or some", RakeTasks::meetings),
                task("meetings:info", "id", "Shows a meeting", given -> {
                    String id = given.need(0);
                    return rake -> RakeListings.meetingInfo(rake, id);
                }),
                task("meetings:end", "id:id…", "Ends some meetings, or after a question all", given -> {
                    List<String> ids = given.list(0);
                    return ids.isEmpty()
                            ? RakeTasks::endAllMeetings
                            : command(line("meetings", "end", YES).with(ids));
                }),
                task(
                        "recordings:addToTenant",
                        "tenant_id",
                        "Gives recordings without a tenant to this one",
                        given ->
                                command(line("recordings", "add-to-tenant", YES).with(given.need(0)))),
                task(
                        "recordings:update",
                        "record_id,change…",
                        "Moves the files of unpublished recordings; with arguments, changes a recording: publish,"
                                + " unpublish, protect, unprotect or key=value",
                        given -> command(given.get(0)
                                .map(recordId -> recordingUpdate(recordId, given.from(1)))
                                .orElseGet(() ->
                                        line("recordings", "move-unpublished").with()))),
                databaseTask("db:setup"),
                databaseTask("db:migrate"),
                databaseTask("db:create"),
                databaseTask("db:schema:load"),
                task(
                        "liveness",
                        "",
                        "Checks that the stores answer",
                        _ -> command(line("liveness").with())));
    }

    private static RakeTask pollTask(String what, String description) {
        return task(
                "poll:" + what,
                "",
                description,
                _ -> command(line("poll", what, "--quiet").with()));
    }

    private static RakeTask.Action meetings(RakeTask.Arguments given) {
        List<String> ids = given.list(0);
        return rake -> RakeListings.meetings(rake, ids);
    }

    private static int endAllMeetings(RakeRun rake) {
        if (!rake.input()
                .answer("All meetings will be ended. Type yes to do it: ")
                .equalsIgnoreCase("yes")) {
            return rake.fail("No meeting was ended");
        }
        return rake.command(
                Wording.SCALELITE, line("meetings", "end", YES, "--all").with());
    }

    /** The services do what these tasks did, so that the steps of an old installation go on. */
    private static RakeTask databaseTask(String name) {
        return task(name, "", "Does nothing: services make and change the tables at their start", _ -> rake -> {
            rake.print("Nothing to do: the services make and change the tables of PostgreSQL when they start\n");
            return ExitCode.OK;
        });
    }

    /**
     * The action of a spelling.
     *
     * @throws InvalidInputException if the task is unknown, or its arguments cannot be right
     */
    static RakeTask.Action read(String spelling) {
        RakeCall call = RakeCall.of(spelling);
        return find(call.name())
                .orElseThrow(() -> RakeCall.unknown(call.name()))
                .with(call.arguments());
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
            String name, String parameters, String description, Function<RakeTask.Arguments, RakeTask.Action> meaning) {
        return new RakeTask(
                name, parameters.isEmpty() ? List.of() : List.of(parameters.split(",")), description, meaning);
    }

    /** A command of the suite that does what the task did, with Scalelite's wording. */
    static RakeTask.Action command(List<String> line) {
        return command(Wording.SCALELITE, line);
    }

    static RakeTask.Action command(Wording wording, List<String> line) {
        return rake -> rake.command(wording, line);
    }

    static RakeLine line(String... words) {
        return new RakeLine(words);
    }
}
