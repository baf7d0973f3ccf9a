package org.scalelite.cli.output;

import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The answer of a command: results on standard output, errors on standard error, and the exit code. */
@Command
public final class Reply {
    /** The option of all commands for times in UTC. */
    public static final String UTC = "--utc";

    private final Wording wording;
    private final Style style;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** An answer in these words and this style. */
    public Reply(Wording wording, Style style) {
        this.wording = wording;
        this.style = style;
    }

    /** Standard output. */
    public PrintWriter out() {
        return commandLine().getOut();
    }

    /** Standard error. */
    public PrintWriter err() {
        return commandLine().getErr();
    }

    /** The command that answers. */
    public CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }

    /** The style of what a person reads: that of the terminal, with times in UTC if the operator wants them. */
    public Style style() {
        OptionSpec utc = Objects.requireNonNull(command).root().findOption(UTC);
        boolean inUtc = utc != null && Boolean.TRUE.equals(utc.getValue());
        return inUtc ? style.in(ZoneOffset.UTC) : style;
    }

    /** The command has succeeded. */
    public int done() {
        wording.done().forEach(out()::println);
        return ExitCode.OK;
    }

    /** The command has created something with this id. */
    public int done(String id) {
        done();
        out().println(wording.made().formatted(id));
        return ExitCode.OK;
    }

    /** The command has failed. The reason may be text of a server. */
    public int fail(String reason) {
        err().println(Cell.printable(reason));
        return ExitCode.SOFTWARE;
    }

    /** The server was not found; similar ones are suggested. */
    public int noServer(ServerId id, Lookup servers) {
        return fail(wording.noServer().formatted(id) + servers.hint(id.value()));
    }

    /** The tenant was not found; similar ones are suggested. */
    public int noTenant(String id, Lookup tenants) {
        return fail("Couldn't find tenant with id=" + id + tenants.hint(id));
    }

    /**
     * Prints a listing.
     *
     * @param none the line if it is empty and not JSON
     */
    public <T> int list(
            List<T> items,
            boolean json,
            Function<T, Map<String, @Nullable Object>> entry,
            Table<T> table,
            String none) {
        if (json) {
            JsonListing.print(items.stream().map(entry).toList(), out());
        } else if (items.isEmpty()) {
            out().println(none);
        } else {
            table.print(items, out(), style());
        }
        return ExitCode.OK;
    }

    /** Prints how many items a listing has left out, if any. */
    public int more(long number, boolean json) {
        if (number > 0 && !json) {
            out().println("… and %d more".formatted(number));
        }
        return ExitCode.OK;
    }

    /** Runs an action on each, also after one has failed. */
    public static <T> int forEach(Collection<T> subjects, ToIntFunction<T> action) {
        return subjects.stream().mapToInt(action).max().orElse(ExitCode.OK);
    }
}
