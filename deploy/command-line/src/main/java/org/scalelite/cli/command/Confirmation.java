package org.scalelite.cli.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks before a command destroys something. */
@Command
public final class Confirmation {
    private final Input input;

    @Option(
            names = {"-y", "--yes"},
            description = "Do it without asking.")
    private boolean yes;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Asks at the terminal of this input. */
    public Confirmation(Input input) {
        this.input = input;
    }

    /** Runs an action if the operator agrees; the exit code. */
    public int confirmed(String question, IntSupplier action) {
        return isGiven(question) ? action.getAsInt() : ExitCode.SOFTWARE;
    }

    /** Whether the operator agrees; if not, or without a terminal, the reason goes to standard error. */
    public boolean isGiven(String question) {
        if (yes) {
            return true;
        }
        PrintWriter err = Objects.requireNonNull(command).commandLine().getErr();
        Optional<Input.Terminal> terminal = input.terminal();
        if (terminal.isEmpty()) {
            err.println(question + " There is no terminal to answer at, so nothing was changed: give --yes");
            return false;
        }
        String answer = terminal.get().answer(question + " [y/N] ").strip();
        boolean given = answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
        if (!given) {
            err.println("Nothing was changed");
        }
        return given;
    }
}
