package org.scalelite.api.cli;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.cli.Table;
import org.scalelite.common.meeting.KnownMeeting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists meetings. */
@Command(name = "meetings", description = "The meetings that the load balancer knows; without a command, lists them.")
final class MeetingsCommand implements Callable<Integer> {
    private final Pool pool;

    @Mixin
    private final Reply reply = new Reply();

    private MeetingsCommand(Pool pool) {
        this.pool = pool;
    }

    /** With all its commands. */
    static CommandLine of(Pool pool) {
        return new CommandLine(new MeetingsCommand(pool))
                .addSubcommand(new MeetingsInfo(pool))
                .addSubcommand(new MeetingsEnd(pool));
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
        return pool.open(stores -> {
            List<KnownMeeting> meetings = sorted(stores.meetings().all()).stream()
                    .filter(meeting ->
                            server == null || meeting.server().value().equals(server))
                    .filter(meeting -> tenant == null
                            || meeting.key().tenantId().orElse("").equals(tenant))
                    .toList();
            if (json) {
                JsonListing.print(meetings.stream().map(MeetingsCommand::entry).toList(), reply.out());
            } else if (meetings.isEmpty()) {
                reply.out().println("No meetings");
            } else {
                table(meetings).print(reply.out());
            }
            return ExitCode.OK;
        });
    }

    static List<KnownMeeting> sorted(List<KnownMeeting> meetings) {
        return meetings.stream()
                .sorted(Comparator.comparing(
                                (KnownMeeting meeting) -> meeting.key().meetingId())
                        .thenComparing(meeting -> meeting.key().tenantId().orElse("")))
                .toList();
    }

    private static Table table(List<KnownMeeting> meetings) {
        return new Table(
                List.of(
                        Table.Column.left("MEETING"),
                        Table.Column.left("SERVER"),
                        Table.Column.left("TENANT"),
                        Table.Column.left("CREATED")),
                meetings.stream()
                        .map(meeting -> List.of(
                                Cell.printable(meeting.key().meetingId()),
                                meeting.server().value(),
                                meeting.key().tenantId().orElse(""),
                                created(meeting).map(Cell::time).orElse("")))
                        .toList());
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
