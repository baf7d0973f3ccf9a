package org.scalelite.api.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scalelite.common.admin.InvalidInputException;

/** What an operator types: at a terminal, if one sits there, and into standard input. */
final class Input {
    /** Stands for standard input where a secret or a file is expected. */
    static final String STANDARD_INPUT = "-";

    private final Optional<Terminal> terminal;
    private final BufferedReader standardInput;

    Input(Optional<Terminal> terminal, Reader standardInput) {
        this.terminal = terminal;
        this.standardInput = new BufferedReader(standardInput);
    }

    /** Somebody who can be asked. */
    interface Terminal {
        /** What is typed after a question. */
        String answer(String question);

        /** The same, and nobody sees it. */
        String hidden(String question);
    }

    /** The input of this process. */
    static Input ofProcess() {
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

    Optional<Terminal> terminal() {
        return terminal;
    }

    Reader standardInput() {
        return standardInput;
    }

    /**
     * A secret that was given as an argument, which everybody on the machine can see; or the next line of the input if that
     * was {@code -}.
     *
     * @param name what is asked for
     */
    String secret(String argument, String name) {
        if (!argument.equals(STANDARD_INPUT)) {
            return argument;
        }
        return terminal.map(present -> present.hidden(name + ": ")).orElseGet(() -> nextLine(name));
    }

    private String nextLine(String name) {
        try {
            return Optional.ofNullable(standardInput.readLine())
                    .orElseThrow(() -> new InvalidInputException(
                            "standard input has ended: give the %s on a line".formatted(name)));
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
