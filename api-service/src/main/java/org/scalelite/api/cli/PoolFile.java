package org.scalelite.api.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A pool file that a command was given. */
final class PoolFile {
    private final Input input;
    private final Reply reply;

    PoolFile(Input input, Reply reply) {
        this.input = input;
        this.reply = reply;
    }

    /** Reads text into servers. */
    interface Format {
        List<WantedServer> read(Reader yaml) throws InvalidPoolException;
    }

    /** The servers of a file, or of standard input for {@code -}; empty if it is no good, which has been said. */
    Optional<List<WantedServer>> servers(String path, Format format) {
        try {
            return Optional.of(
                    path.equals(Input.STANDARD_INPUT) ? format.read(input.standardInput()) : read(path, format));
        } catch (InvalidPoolException e) {
            refuse(e);
        } catch (NoSuchFileException e) {
            reply.fail("There is no file " + e.getFile());
        } catch (IOException e) {
            reply.fail("%s cannot be read: %s".formatted(path, e));
        }
        return Optional.empty();
    }

    private static List<WantedServer> read(String path, Format format) throws IOException, InvalidPoolException {
        try (Reader file = Files.newBufferedReader(Path.of(path))) {
            return format.read(file);
        }
    }

    /** Says all that is wrong. */
    int refuse(InvalidPoolException refusal) {
        refusal.problems().forEach(reply.err()::println);
        return reply.fail("Nothing was changed");
    }
}
