package org.scalelite.cli.output;

import java.util.List;

/**
 * The words in which a command tells what became of a change.
 *
 * @param done the lines of success
 * @param made the line of success that names what was made, with {@code %s} for its id
 * @param noServer the error of an unknown server, with {@code %s} for its id
 */
public record Wording(List<String> done, String made, String noServer) {
    /** That of the suite's own commands. */
    public static final Wording OWN = new Wording(List.of("OK"), "id: %s", "Couldn't find server with id=%s");

    /** That of most of Scalelite's tasks. */
    public static final Wording SCALELITE = new Wording(List.of("OK"), "id: %s", "ERROR: No server found with id: %s");

    public Wording {
        done = List.copyOf(done);
    }

    /** The same, but for the lines of success. */
    public Wording saying(String... lines) {
        return new Wording(List.of(lines), made, noServer);
    }

    /** The same, but for the line that names what was made. */
    public Wording naming(String line) {
        return new Wording(done, line, noServer);
    }
}
