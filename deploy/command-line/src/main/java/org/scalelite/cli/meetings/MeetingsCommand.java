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
import org.scalelite.cli.servers.ServerArguments;
import org.scalelite.cli.tenants.TenantName;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists meetings. */
@Command(name = "meetings", description = "The meetings that the load balancer knows; without a command, lists them.")
public final class MeetingsCommand extends StoreCommand {
    private static final Table<KnownMeeting> TABLE = Table.of(
            Table.left("MEETING", meeting -> meeting.key().meetingId()),
            Table.left("SERVER", meeting -> meeting.server().value()),
            Table.left("TENANT", meeting -> meeting.key().tenantId().orElse("")),
            Table.time("CREATED", MeetingsCommand::created));

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
            @Option(
                            names = "--server",
                            paramLabel = "SERVER",
                            converter = ServerArguments.Name.class,
                            description = "Only those on this server.")
                    @Nullable
                    String server,
            @Option(
                            names = "--tenant",
                            paramLabel = "TENANT",
                            converter = TenantName.class,
                            description = "Only those of this tenant.")
                    @Nullable
                    String tenant,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        return context.open(stores -> {
            Optional<ServerId> serverId = Optional.ofNullable(server).map(stores::serverId);
            Optional<String> tenantId = Optional.ofNullable(tenant).map(stores.tenantNames()::id);
            List<KnownMeeting> meetings = sorted(stores.meetings().all()).stream()
                    .filter(meeting -> serverId.isEmpty() || meeting.server().equals(serverId.get()))
                    .filter(meeting ->
                            tenantId.isEmpty() || meeting.key().tenantId().equals(tenantId))
                    .toList();
            // A meeting may have a server or tenant that is not registered any more.
            if (meetings.isEmpty()
                    && serverId.isPresent()
                    && !stores.serverNames().has(serverId.get().value())) {
                return reply.noServer(serverId.get(), stores.serverNames());
            }
            if (meetings.isEmpty()
                    && tenantId.isPresent()
                    && !stores.tenantNames().has(tenantId.get())) {
                return reply.noTenant(tenantId.get(), stores.tenantNames());
            }
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
