package org.scalelite.cli.check;

/** The state of a service, in the order of the exit codes of Nagios' plugins. */
enum Verdict {
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN;

    int exitCode() {
        return ordinal();
    }

    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
