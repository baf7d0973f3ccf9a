package org.scalelite.cli.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scalelite.common.admin.InvalidInputException;

/** What an operator types at a terminal, if there is one, or writes to standard input. */
public final class Input {
    /** Means standard input where a secret or a file is expected. */
    public static final String STANDARD_INPUT = "-";

    private final Optional<Terminal> terminal;
    private final BufferedReader standardInput;

    /** From these; without a terminal nothing can be asked. */
    public Input(Optional<Terminal> terminal, Reader standardInput) {
        this.terminal = terminal;
        this.standardInput = new BufferedReader(standardInput);
    }

    /** A terminal with an operator. */
    public interface Terminal {
        /** What is typed after a question. */
        String answer(String question);

        /** The same without showing it. */
        String hidden(String question);
    }

    public static Input ofProcess() {
        return new Input(
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(Input::terminal),
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static Terminal terminal(Console console) {
        return new Terminal() {
            @Override
            public String answer(String question) {
                return Optional.ofNullable(console.readLine("%s", question)).orElse("");
            }

            @Override
            public String hidden(String question) {
                return Optional.ofNullable(console.readPassword("%s", question))
                        .map(String::new)
                        .orElse("");
            }
        };
    }

    /** The terminal, if there is one. */
    public Optional<Terminal> terminal() {
        return terminal;
    }

    /** The whole of standard input. */
    public Reader standardInput() {
        return standardInput;
    }

    /**
     * A secret that is an argument, which all users of the machine can see; if that is {@code -}, the next line of the input.
     *
     * @param name what is asked for
     */
    public String secret(String argument, String name) {
        if (!argument.equals(STANDARD_INPUT)) {
            return argument;
        }
        return terminal.map(present -> present.hidden(name + ": ")).orElseGet(() -> nextLine(name));
    }

    /** The answer to a question, or the next line of standard input; empty if that has ended. */
    public String answer(String question) {
        return terminal.map(present -> present.answer(question))
                .or(this::nextLine)
                .orElse("")
                .strip();
    }

    private String nextLine(String name) {
        return nextLine()
                .orElseThrow(() ->
                        new InvalidInputException("standard input has ended: give the %s on a line".formatted(name)));
    }

    private Optional<String> nextLine() {
        try {
            return Optional.ofNullable(standardInput.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
