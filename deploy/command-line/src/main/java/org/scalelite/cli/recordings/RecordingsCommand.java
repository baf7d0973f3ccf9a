package org.scalelite.cli.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.ListOptions;
import org.scalelite.cli.command.StateName;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.recording.RecordingChanges.Outcome;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingQuery.Page;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingSearchRepository;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.importer.check.RecordingCheck;
import org.scalelite.importer.check.RecordingCheck.Discrepancy;
import org.scalelite.importer.spool.ManualImport;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows recordings, imports, checks and changes them. */
@Command(name = "recordings", description = "Recordings; without a command, lists them.")
public final class RecordingsCommand extends StoreCommand {
    private final Database database = new Database(context);

    private RecordingsCommand(CommandContext context) {
        super(context);
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        return new CommandLine(new RecordingsCommand(context))
                .addSubcommand(new AddToTenantCommand(context))
                .addSubcommand(new JobsCommand(context))
                .addSubcommand(new RetryCommand(context));
    }

    @Override
    public Integer call() {
        return list(null, null, new ListOptions());
    }

    @Command(name = "list", description = "Lists recordings that can be played, the newest first.")
    int list(
            @Option(names = "--meeting", paramLabel = "ID", description = "Only those of this meeting.") @Nullable
                    String meeting,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            converter = Playable.class,
                            description = "Only those in this state: published or unpublished.")
                    @Nullable
                    RecordingState state,
            @Mixin ListOptions options) {
        RecordingQuery query = new RecordingQuery(
                List.of(),
                meeting == null ? List.of() : List.of(meeting),
                Optional.empty(),
                Optional.of(
                        state == null ? Set.of(RecordingState.PUBLISHED, RecordingState.UNPUBLISHED) : Set.of(state)),
                List.of(),
                new RecordingScope.Everything());
        return database.with(RecordingSearchRepository.class, search -> {
            RecordingSearchRepository.Found found = search.page(query, new Page(0, options.limit()));
            reply.list(
                    found.recordings(),
                    options.json(),
                    RecordingListing::entry,
                    RecordingListing.TABLE,
                    "No recordings");
            return reply.more(found.total() - found.recordings().size(), options.json());
        });
    }

    @Command(name = "show", description = "Shows all that is known of a recording.")
    int show(
            @Parameters(paramLabel = "ID", description = "The record id.") String recordId,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return database.with(RecordingRepository.class, recordings -> {
            Optional<Recording> recording = recordings.find(recordId);
            if (recording.isEmpty()) {
                return notFound(recordId);
            }
            if (json) {
                JsonListing.print(List.of(RecordingListing.entry(recording.get())), reply.out());
            } else {
                RecordingListing.details(recording.get(), reply.out(), reply.style());
            }
            return ExitCode.OK;
        });
    }

    @Command(
            name = "import",
            description =
                    "Imports archives now, wherever they lie; they stay where they are. Needs the directories of the"
                            + " importer (RECORDING_WORK_DIR, RECORDING_PUBLISH_DIR, RECORDING_UNPUBLISH_DIR).")
    int importFiles(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Archives (.tar).") List<Path> archives,
            @Option(names = "--force", description = "Bring back recordings that were deleted.") boolean force) {
        return database.with(ManualImport.class, imports -> {
            boolean all = true;
            for (Path archive : archives) {
                List<String> problems = imports.run(archive, force);
                reply.out().println(archive + ": " + (problems.isEmpty() ? "imported" : String.join("; ", problems)));
                reply.out().flush();
                all &= problems.isEmpty();
            }
            return all ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    @Command(
            name = "verify",
            description = "Compares the rows of all recordings with their files. Exit code 1 if something differs.")
    int verify(
            @Option(names = "--repair", description = "Put right what can be put right.") boolean repair,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return database.with(RecordingCheck.class, check -> {
            List<Discrepancy> findings = new ArrayList<>();
            try {
                check.run(repair, finding -> {
                    findings.add(finding);
                    if (!json) {
                        reply.out().println(text(finding));
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("the files cannot be compared: " + e, e);
            }
            if (json) {
                JsonListing.print(
                        findings.stream().map(RecordingsCommand::entry).toList(), reply.out());
            } else if (findings.isEmpty()) {
                reply.out().println("Rows and files agree");
            }
            return findings.stream().allMatch(Discrepancy::repaired) ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    @Command(
            name = "move-unpublished",
            description =
                    "Moves the files of unpublished recordings to the unpublished directory, where an older release"
                            + " left them in the published one. Needs RECORDING_PUBLISH_DIR and RECORDING_UNPUBLISH_DIR.")
    int moveUnpublished() {
        return database.with(RecordingCheck.class, check -> {
            List<String> moved = new ArrayList<>();
            List<String> failed = new ArrayList<>();
            check.moveUnpublished((id, outcome) -> (outcome == Outcome.DONE ? moved : failed).add(id));
            if (!moved.isEmpty()) {
                database.enter("recording.move_unpublished", moved, Map.of("files", "unpublished"), reply.err());
            }
            failed.forEach(id -> reply.err().println("The files of recording %s could not be moved".formatted(id)));
            reply.out().println("The files of %d recordings were moved".formatted(moved.size()));
            return failed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    private static String text(Discrepancy finding) {
        String what = finding.format().isEmpty() ? finding.recordId() : finding.format() + "/" + finding.recordId();
        return what + ": " + finding.problem() + (finding.repaired() ? " (repaired)" : "");
    }

    private static Map<String, @Nullable Object> entry(Discrepancy finding) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("record_id", finding.recordId());
        fields.put("format", finding.format());
        fields.put("problem", finding.problem());
        fields.put("repaired", finding.repaired());
        return fields;
    }

    /** Published or not. */
    static final class Publication {
        @Option(names = "--publish", required = true, description = "Publish.")
        private boolean publish;

        @Option(names = "--unpublish", required = true, description = "Unpublish.")
        @SuppressWarnings("UnusedVariable") // Its presence is what counts.
        private boolean unpublish;
    }

    /** Protected or not. */
    static final class Protection {
        @Option(names = "--protect", required = true, description = "Playback needs a cookie.")
        private boolean protect;

        @Option(names = "--unprotect", required = true, description = "Whoever has the address can watch it.")
        @SuppressWarnings("UnusedVariable") // Its presence is what counts.
        private boolean unprotect;
    }

    @Command(name = "update", description = "Changes recordings, all of them or none.")
    int update(
            @Parameters(arity = "1..*", paramLabel = "ID", description = "Record ids.") List<String> recordIds,
            @ArgGroup @Nullable Publication publication,
            @ArgGroup @Nullable Protection protection,
            @Option(
                            names = "--meta",
                            paramLabel = "KEY=VALUE",
                            description = "Sets metadata; without a value, removes it.")
                    @Nullable
                    Map<String, String> metadata) {
        if (publication == null && protection == null && metadata == null) {
            throw new ParameterException(
                    reply.commandLine().getSubcommands().get("update"),
                    "Nothing to change: give --publish, --unpublish, --protect, --unprotect or --meta");
        }
        return database.with(RecordingChanges.class, changes -> {
            Outcome outcome = changes.update(
                    recordIds,
                    Optional.ofNullable(publication).map(chosen -> chosen.publish),
                    new RecordingChanges.Description(
                            metadata == null ? Map.of() : metadata,
                            Optional.ofNullable(protection).map(chosen -> chosen.protect)),
                    new RecordingScope.Everything());
            return switch (outcome) {
                case DONE -> {
                    database.enter(
                            "recording.update", recordIds, changed(publication, protection, metadata), reply.err());
                    reply.out().println("OK");
                    yield ExitCode.OK;
                }
                case NOT_FOUND -> notFound(String.join(", ", recordIds));
                case FILES_FAILED -> {
                    reply.err().println("Files could not be moved; the log above says which");
                    yield ExitCode.SOFTWARE;
                }
            };
        });
    }

    private static Map<String, String> changed(
            @Nullable Publication publication,
            @Nullable Protection protection,
            @Nullable Map<String, String> metadata) {
        Map<String, String> changed = new LinkedHashMap<>();
        if (publication != null) {
            changed.put("published", String.valueOf(publication.publish));
        }
        if (protection != null) {
            changed.put("protected", String.valueOf(protection.protect));
        }
        if (metadata != null) {
            metadata.forEach((key, value) -> changed.put("meta " + key, String.valueOf(value)));
        }
        return changed;
    }

    /** The state of an option. */
    static final class Playable extends StateName<RecordingState> {
        Playable() {
            super(RecordingState.class, "published or unpublished");
        }
    }

    private int notFound(String recordIds) {
        return reply.fail("Couldn't find recording with id=" + recordIds);
    }
}
