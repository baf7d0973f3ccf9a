package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.cli.rake.Wording;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a command says to its caller: answers on standard output, errors on the other stream. */
@Command
final class Reply {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    PrintWriter out() {
        return commandLine().getOut();
    }

    PrintWriter err() {
        return commandLine().getErr();
    }

    CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }

    private Wording wording() {
        return commandLine().getCommandSpec().root().userObject() instanceof ScaleliteCommand scalelite
                ? scalelite.wording()
                : Wording.OWN;
    }

    /** It is done. */
    int done() {
        wording().done().forEach(out()::println);
        return ExitCode.OK;
    }

    /** It is done, and this is what it made. */
    int done(String id) {
        done();
        out().println(wording().made().formatted(id));
        return ExitCode.OK;
    }

    /** It could not be done. The reason may be what a server said. */
    int fail(String reason) {
        err().println(Cell.printable(reason));
        return ExitCode.SOFTWARE;
    }

    int noServer(ServerId id) {
        return fail(wording().noServer().formatted(id));
    }

    int noTenant(String id) {
        return fail("Couldn't find tenant with id=" + id);
    }

    /** Does the same for several; one that fails does not keep the others from it. */
    static <T> int forEach(Collection<T> subjects, ToIntFunction<T> action) {
        return subjects.stream().mapToInt(action).max().orElse(ExitCode.OK);
    }
}
