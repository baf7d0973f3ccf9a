package org.scalelite.common.cli;

/** The log of a command: standard output is its answer, so only what went wrong is said, and on the other stream. */
public final class CommandLog {
    private static final String SETTINGS = "logback.configurationFile";

    private CommandLog() {}

    /** Sets the log up, if nobody else has; before anything is logged. */
    public static void setUp() {
        if (System.getProperty(SETTINGS) == null) {
            System.setProperty(SETTINGS, "org/scalelite/common/cli/command-line-logback.xml");
        }
    }
}
