package org.scalelite.cli.servers;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.cli.command.Input;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** A pool file that a command was given. */
record PoolFile(Input input, Reply reply) {
    /** Reads text into servers. */
    interface Format {
        List<Entry> read(Reader yaml) throws InvalidException;
    }

    /** The servers of a file, or of standard input for {@code -}; empty if it is no good, after printing why. */
    Optional<List<Entry>> servers(String path, Format format) {
        try {
            return Optional.of(
                    path.equals(Input.STANDARD_INPUT) ? format.read(input.standardInput()) : read(path, format));
        } catch (InvalidException e) {
            refuse(e);
        } catch (NoSuchFileException e) {
            reply.fail("There is no file " + e.getFile());
        } catch (IOException e) {
            reply.fail("%s cannot be read: %s".formatted(path, e));
        }
        return Optional.empty();
    }

    private static List<Entry> read(String path, Format format) throws IOException, InvalidException {
        try (Reader file = Files.newBufferedReader(Path.of(path))) {
            return format.read(file);
        }
    }

    /** Prints all problems. */
    int refuse(InvalidException refusal) {
        refusal.problems().forEach(reply.err()::println);
        return reply.fail("Nothing was changed");
    }

    /**
     * A server as a pool file wants it.
     *
     * @param id empty where the file leaves it to us
     * @param enabled empty if the file does not set it
     * @param tag an empty text for none
     * @param settings for placement
     */
    record Entry(
            Optional<ServerId> id,
            URI url,
            String secret,
            Optional<Boolean> enabled,
            double loadMultiplier,
            String tag,
            Map<Server.Setting, String> settings) {
        Entry {
            settings = Map.copyOf(settings);
        }

        /** How messages name it. */
        String name() {
            return id.map(ServerId::value).orElseGet(url::toString);
        }

        @Override
        public String toString() {
            return "Entry[%s]".formatted(name());
        }
    }

    /** A pool file that cannot be right: nothing of it is done. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        InvalidException(List<String> problems) {
            super(String.join("; ", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        /** One line each, with the id of the server that it is about. */
        List<String> problems() {
            return problems;
        }
    }
}
