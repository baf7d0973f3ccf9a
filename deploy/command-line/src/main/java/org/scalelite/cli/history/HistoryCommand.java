package org.scalelite.cli.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.CsvTable;
import org.scalelite.cli.output.Table;
import org.scalelite.cli.servers.ServerArguments;
import org.scalelite.cli.tenants.TenantName;
import org.scalelite.common.history.MeetingRun;
import org.scalelite.common.history.MeetingRunQuery;
import org.scalelite.common.history.MeetingRunRepository;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code history}. */
@Command(
        name = "history",
        description = "Lists meetings that ran, and those that run, as polls have seen them; the last created first.")
public final class HistoryCommand extends StoreCommand {
    private static final int PAGE = 100;

    private static final List<Column> COLUMNS = List.of(
            new Column("meeting_id", MeetingRun::meetingId),
            new Column("internal_meeting_id", MeetingRun::internalId),
            new Column("tenant_id", run -> run.tenantId().orElse(null)),
            new Column("server_id", MeetingRun::serverId),
            new Column("server_host", MeetingRun::host),
            new Column("created_at", run -> Cell.time(run.createdAt())),
            new Column("last_seen_at", run -> Cell.time(run.lastSeenAt())),
            new Column("ended_at", run -> run.endedAt().map(Cell::time).orElse(null)),
            new Column("peak_users", MeetingRun::peakUsers),
            new Column("user_minutes", MeetingRun::userMinutes),
            new Column("recorded", MeetingRun::recorded));

    private static final Table<MeetingRun> TABLE = Table.of(
            Table.time("CREATED", run -> Optional.of(run.createdAt())),
            Table.time("ENDED", MeetingRun::endedAt),
            Table.left("MEETING", MeetingRun::meetingId),
            Table.left("TENANT", run -> run.tenantId().orElse("")),
            Table.left("SERVER", MeetingRun::host),
            Table.right("PEAK USERS", MeetingRun::peakUsers),
            Table.right("USER MINUTES", MeetingRun::userMinutes),
            Table.left("RECORDED", run -> run.recorded() ? "yes" : "no"));

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            converter = TenantName.class,
            description = "Only those of this tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            converter = ServerArguments.Name.class,
            description = "Only those on this server, also one that was removed (by its id or host).")
    private @Nullable String server;

    @Option(
            names = "--meeting",
            paramLabel = "ID",
            description = "Only those of this meeting id, or the one of this internal id or record id.")
    private @Nullable String meeting;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only those created at this time or later: 2026-01-31, 2026-01-31T09:00, 2026-01-31T09:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only those created before this time.")
    private @Nullable String to;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "At most so many. Default: " + PAGE + "; with --csv all.")
    private @Nullable Integer limit;

    @ArgGroup
    private @Nullable Format format;

    /** A field of the output for programs. */
    private record Column(String name, Function<MeetingRun, @Nullable Object> value) {}

    /** The output for programs. */
    static final class Format {
        @Option(names = "--csv", required = true, description = "As comma-separated values.")
        private boolean csv;

        @Option(names = "--json", required = true, description = "As JSON.")
        private boolean json;

        private boolean csv() {
            return csv;
        }

        private boolean json() {
            return json;
        }
    }

    public HistoryCommand(CommandContext context) {
        super(context);
    }

    /** What an operator calls a server or a tenant. */
    private record Name(Lookup names, String typed) {
        String id() {
            return names.id(typed);
        }

        boolean isKnown() {
            return names.has(id());
        }
    }

    @Override
    public Integer call() {
        Optional<Name> ofTenant =
                Optional.ofNullable(tenant).map(name -> new Name(context.read(stores -> stores.tenantNames()), name));
        Optional<Name> onServer =
                Optional.ofNullable(server).map(name -> new Name(context.read(stores -> stores.serverNames()), name));
        MeetingRunQuery query = new MeetingRunQuery(
                ofTenant.map(Name::id),
                onServer.map(Name::id),
                Optional.ofNullable(meeting),
                time("--from", from),
                time("--to", to));
        return new Database(context).with(MeetingRunRepository.class, runs -> {
            boolean any = is(Format::csv) ? csv(runs, query) : list(runs, query);
            return any ? ExitCode.OK : none(onServer, ofTenant);
        });
    }

    private Optional<Instant> time(String option, @Nullable String text) {
        ZoneId zone = reply.style().zone();
        return Optional.ofNullable(text)
                .map(given -> MeetingRunQuery.time(given, zone)
                        .orElseThrow(() -> new ParameterException(
                                reply.commandLine(),
                                "%s is '%s', which is no time: give one such as 2026-01-31 or 2026-01-31T09:00"
                                        .formatted(option, Cell.printable(given)))));
    }

    private boolean is(Predicate<Format> wanted) {
        return format != null && wanted.test(format);
    }

    /** Prints all; false if there is none. */
    private boolean csv(MeetingRunRepository runs, MeetingRunQuery query) {
        CsvTable table = new CsvTable(reply.out());
        table.header(COLUMNS.stream().map(Column::name).toList());
        int most = limit == null ? Integer.MAX_VALUE : Math.max(limit, 1);
        return runs.forEach(query, most, run -> table.row(entry(run)));
    }

    /** Prints a page; false if there is none. */
    private boolean list(MeetingRunRepository runs, MeetingRunQuery query) {
        MeetingRunRepository.Found found = runs.page(query, limit == null ? PAGE : Math.max(limit, 1), 0);
        if (!found.runs().isEmpty()) {
            reply.list(found.runs(), is(Format::json), HistoryCommand::entry, TABLE, "");
            reply.more(found.total() - found.runs().size(), is(Format::json));
        }
        return !found.runs().isEmpty();
    }

    /** Meetings may have a server or tenant that is not registered any more; without meetings it must be. */
    private int none(Optional<Name> onServer, Optional<Name> ofTenant) {
        if (onServer.isPresent() && !onServer.get().isKnown()) {
            return reply.noServer(
                    new ServerId(onServer.get().id()), onServer.get().names());
        }
        if (ofTenant.isPresent() && !ofTenant.get().isKnown()) {
            return reply.noTenant(ofTenant.get().id(), ofTenant.get().names());
        }
        return is(Format::csv)
                ? ExitCode.OK
                : reply.list(List.of(), is(Format::json), HistoryCommand::entry, TABLE, "No meetings");
    }

    private static Map<String, @Nullable Object> entry(MeetingRun run) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        COLUMNS.forEach(column -> fields.put(column.name(), column.value().apply(run)));
        return fields;
    }
}
