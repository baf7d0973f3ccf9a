package org.scalelite.importer.cli;

import java.io.Console;
import java.util.Optional;

/** The answer of whoever sits at the terminal to a question before much is changed. */
final class Confirmation {
    private Confirmation() {}

    /** Asks; without a terminal the answer is no. */
    static boolean isGiven(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> String.valueOf(console.readLine("%s [y/N] ", question)))
                .filter(answer -> answer.strip().equalsIgnoreCase("y"))
                .isPresent();
    }
}
