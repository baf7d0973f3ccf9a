package org.scalelite.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many entries a list has, and its format. */
@Command
public final class ListOptions {
    @Option(names = "--limit", paramLabel = "NUMBER", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    public ListOptions() {
        this(100);
    }

    public ListOptions(int usual) {
        this.limit = usual;
    }

    /** The number of entries; at least one. */
    public int limit() {
        return Math.max(limit, 1);
    }

    public boolean json() {
        return json;
    }
}
