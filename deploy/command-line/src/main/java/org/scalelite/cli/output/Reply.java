package org.scalelite.cli.output;

import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

/** The answer of a command: results on standard output, errors on standard error, and the exit code. */
@Command
public final class Reply {
    private final Wording wording;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** An answer in these words. */
    public Reply(Wording wording) {
        this.wording = wording;
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
            table.print(items, out());
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
