package org.scalelite.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many entries a listing shows. */
@Command
public final class Limit {
    @Option(names = "--limit", paramLabel = "NUMBER", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    public Limit(int usual) {
        this.limit = usual;
    }

    /** The number; at least one. */
    public int value() {
        return Math.max(limit, 1);
    }
}
