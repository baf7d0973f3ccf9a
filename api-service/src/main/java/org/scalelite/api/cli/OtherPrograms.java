package org.scalelite.api.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.config.ConfigurationException;

/** Commands that the poller and the importer own. */
interface OtherPrograms {
    /** First words of their commands. */
    Set<String> COMMANDS = Set.of("poll", "recordings", "callbacks");

    /** Runs a command with the streams of this process; answers its exit code. */
    int run(List<String> words);

    /** Run by the script that knows the programs; {@code deploy/bin/rake} says where it is. */
    static OtherPrograms byScript() {
        return words -> {
            List<String> command = new ArrayList<>(words);
            command.addFirst(Optional.ofNullable(System.getenv("SCALELITE_COMMAND"))
                    .orElseThrow(() -> new ConfigurationException(
                            "'%s' belongs to another program: run deploy/bin/rake".formatted(words.getFirst()))));
            try {
                return new ProcessBuilder(command).inheritIO().start().waitFor();
            } catch (IOException e) {
                throw new ConfigurationException("%s cannot be run: %s".formatted(command.getFirst(), e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + words.getFirst(), e);
            }
        };
    }
}
