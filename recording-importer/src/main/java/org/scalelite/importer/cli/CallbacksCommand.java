package org.scalelite.importer.cli;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.OutboundCallback.State;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.cli.JsonListing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows callbacks to front-ends, and has those tried again that failed. */
@Command(
        name = "callbacks",
        description = "Callbacks to front-ends; without a command, lists those that are not delivered.")
final class CallbacksCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Database database;

    @Spec
    private @Nullable CommandSpec spec;

    CallbacksCommand(Database database) {
        this.database = database;
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
                            converter = StateName.class,
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
        return database.with(OutboundCallbackRepository.class, outbox -> {
            List<OutboundCallback> callbacks = outbox.list(wanted, Math.max(limit, 0));
            if (json) {
                JsonListing.print(callbacks.stream().map(CallbackListing::entry).toList(), out());
            } else if (callbacks.isEmpty()) {
                out().println("No callbacks");
            } else {
                CallbackListing.table(callbacks).print(out());
            }
            return ExitCode.OK;
        });
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
                    commandLine().getSubcommands().get("retry"), "Give either the IDs of callbacks or --all-dead");
        }
        return database.with(OutboundCallbackRepository.class, outbox -> {
            Set<Long> retried = allDead ? outbox.retryDead() : outbox.retry(named);
            out().println(retried.size() + " to be tried again" + listed(retried));
            if (!retried.isEmpty()) {
                database.enter(
                        "callback.retry",
                        retried.stream().map(String::valueOf).toList(),
                        Map.of("state", "pending"),
                        commandLine().getErr());
            }
            List<Long> missed =
                    named.stream().filter(id -> !retried.contains(id)).toList();
            missed.forEach(id -> commandLine()
                    .getErr()
                    .println("Couldn't find a callback with id=" + id + " that is not delivered"));
            return missed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    private static String listed(Set<Long> ids) {
        return ids.isEmpty()
                ? ""
                : ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ", ": ", ""));
    }

    /** Reads the name of a state. */
    static final class StateName implements ITypeConverter<State> {
        @Override
        public State convert(String text) {
            return State.of(text.strip())
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is no state: give pending, delivered, gone or dead".formatted(text)));
        }
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
