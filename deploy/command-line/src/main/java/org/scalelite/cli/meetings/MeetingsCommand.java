package org.scalelite.cli.meetings;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Table;
import org.scalelite.common.meeting.KnownMeeting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists meetings. */
@Command(name = "meetings", description = "The meetings that the load balancer knows; without a command, lists them.")
public final class MeetingsCommand extends StoreCommand {
    private static final Table<KnownMeeting> TABLE = Table.of(
            Table.left("MEETING", meeting -> Cell.printable(meeting.key().meetingId())),
            Table.left("SERVER", meeting -> meeting.server().value()),
            Table.left("TENANT", meeting -> meeting.key().tenantId().orElse("")),
            Table.left("CREATED", meeting -> created(meeting).map(Cell::time).orElse("")));

    private MeetingsCommand(CommandContext context) {
        super(context);
    }

    /** The command with its subcommands. */
    public static CommandLine of(CommandContext context) {
        return new CommandLine(new MeetingsCommand(context))
                .addSubcommand(new MeetingsInfo(context))
                .addSubcommand(new MeetingsEnd(context));
    }

    @Override
    public Integer call() {
        return list(null, null, false);
    }

    @Command(name = "list", description = "Lists meetings and where they are.")
    int list(
            @Option(names = "--server", paramLabel = "ID", description = "Only those on this server.") @Nullable
                    String server,
            @Option(names = "--tenant", paramLabel = "ID", description = "Only those of this tenant.") @Nullable
                    String tenant,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return context.open(stores -> {
            List<KnownMeeting> meetings = sorted(stores.meetings().all()).stream()
                    .filter(meeting ->
                            server == null || meeting.server().value().equals(server))
                    .filter(meeting -> tenant == null
                            || meeting.key().tenantId().orElse("").equals(tenant))
                    .toList();
            return reply.list(meetings, json, MeetingsCommand::entry, TABLE, "No meetings");
        });
    }

    /** In the order of listings. */
    public static List<KnownMeeting> sorted(List<KnownMeeting> meetings) {
        return meetings.stream()
                .sorted(Comparator.comparing(
                                (KnownMeeting meeting) -> meeting.key().meetingId())
                        .thenComparing(meeting -> meeting.key().tenantId().orElse("")))
                .toList();
    }

    private static Map<String, @Nullable Object> entry(KnownMeeting meeting) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("meeting_id", meeting.key().meetingId());
        fields.put("server_id", meeting.server().value());
        fields.put("tenant_id", meeting.key().tenantId().orElse(null));
        fields.put("created_at", created(meeting).map(Cell::time).orElse(null));
        return fields;
    }

    /** When it was given its server; unknown of meetings that Scalelite made. */
    static Optional<Instant> created(KnownMeeting meeting) {
        return Optional.of(meeting.assignedAt()).filter(time -> time.isAfter(Instant.EPOCH));
    }
}
