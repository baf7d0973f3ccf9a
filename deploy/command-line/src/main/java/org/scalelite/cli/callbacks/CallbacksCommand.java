package org.scalelite.cli.callbacks;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Database;
import org.scalelite.cli.command.StateName;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Table;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.OutboundCallback.State;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.callback.PublicUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code callbacks}: lists callbacks to front-ends, and retries those that failed. */
@Command(
        name = "callbacks",
        description = "Callbacks to front-ends; without a command, lists those that are not delivered.")
public final class CallbacksCommand extends StoreCommand {
    private static final int MOST = 1000;

    private static final Table<OutboundCallback> TABLE = Table.of(
            Table.right("ID", OutboundCallback::id),
            Table.left("KIND", callback -> callback.kind().text()),
            Table.state("STATE", callback -> callback.state().text()),
            Table.right("ATTEMPTS", OutboundCallback::attempts),
            Table.time("NEXT ATTEMPT", CallbacksCommand::nextAttempt),
            Table.left("MEETING", callback -> callback.meetingId()),
            Table.left("RECORDING", callback -> callback.recordId().orElse("")),
            Table.left("TENANT", callback -> callback.tenantId().orElse("")),
            Table.left("TO", callback -> PublicUrl.originOf(callback.url())),
            Table.left("LAST ERROR", callback -> callback.lastError().orElse("")));

    private final Database database = new Database(context);

    public CallbacksCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return list(List.of(), MOST, false);
    }

    @Command(name = "list", description = "Lists callbacks, the newest first.")
    int list(
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            split = ",",
                            converter = DeliveryState.class,
                            description = "pending, delivered, gone or dead. Default: all but delivered.")
                    @Nullable
                    List<State> states,
            @Option(
                            names = "--limit",
                            paramLabel = "NUMBER",
                            defaultValue = "" + MOST,
                            description = "At most so many. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        Set<State> wanted = states == null || states.isEmpty()
                ? EnumSet.complementOf(EnumSet.of(State.DELIVERED))
                : EnumSet.copyOf(states);
        return database.with(
                OutboundCallbackRepository.class,
                outbox -> reply.list(
                        outbox.list(wanted, Math.max(limit, 1)), json, CallbacksCommand::entry, TABLE, "No callbacks"));
    }

    @Command(
            name = "retry",
            description = "Has callbacks tried again now, and for CALLBACK_RETRY_TIME if they were given up.")
    int retry(
            @Parameters(arity = "0..*", paramLabel = "ID", description = "As 'callbacks list' shows it.") @Nullable
                    List<Long> ids,
            @Option(names = "--all-dead", description = "All that were given up.") boolean allDead) {
        List<Long> named = ids == null ? List.of() : ids;
        if (allDead != named.isEmpty()) {
            throw new ParameterException(
                    reply.commandLine().getSubcommands().get("retry"),
                    "Give either the IDs of callbacks or --all-dead");
        }
        return database.with(OutboundCallbackRepository.class, outbox -> {
            Set<Long> retried = allDead ? outbox.retryDead() : outbox.retry(named);
            reply.out().println(retried.size() + " to be tried again" + listed(retried));
            if (!retried.isEmpty()) {
                database.enter(
                        "callback.retry",
                        retried.stream().map(String::valueOf).toList(),
                        Map.of("state", "pending"),
                        reply.err());
            }
            List<Long> missed =
                    named.stream().filter(id -> !retried.contains(id)).toList();
            missed.forEach(
                    id -> reply.err().println("Couldn't find a callback with id=" + id + " that is not delivered"));
            return missed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    private static String listed(Set<Long> ids) {
        return ids.isEmpty()
                ? ""
                : ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ", ": ", ""));
    }

    /** The state of an option. */
    static final class DeliveryState extends StateName<State> {
        DeliveryState() {
            super(State.class, "pending, delivered, gone or dead");
        }
    }

    private static Optional<Instant> nextAttempt(OutboundCallback callback) {
        return callback.state() == State.PENDING ? Optional.of(callback.nextAttemptAt()) : Optional.empty();
    }

    /** Of an address, which may hold secrets, only scheme, host and port. */
    private static Map<String, @Nullable Object> entry(OutboundCallback callback) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", callback.id());
        fields.put("kind", callback.kind().text());
        fields.put("state", callback.state().text());
        fields.put("attempts", callback.attempts());
        fields.put("next_attempt_at", Cell.time(callback.nextAttemptAt()));
        fields.put("give_up_at", Cell.time(callback.giveUpAt()));
        fields.put("created_at", Cell.time(callback.createdAt()));
        fields.put("finished_at", callback.finishedAt().map(Cell::time).orElse(null));
        fields.put("meeting_id", callback.meetingId());
        fields.put("record_id", callback.recordId().orElse(null));
        fields.put("tenant_id", callback.tenantId().orElse(null));
        fields.put("to", PublicUrl.originOf(callback.url()));
        fields.put("last_error", callback.lastError().orElse(null));
        return fields;
    }
}
