package org.scalelite.api.cli;

/** A task whose arguments are understood. */
@FunctionalInterface
interface RakeAction {
    /** Does it, and returns its exit code. */
    int run(RakeRun rake);
}
