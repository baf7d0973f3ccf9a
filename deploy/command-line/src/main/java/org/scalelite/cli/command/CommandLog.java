package org.scalelite.cli.command;

/** The log of a command: warnings and errors on standard error, because standard output is its answer. */
public final class CommandLog {
    static final String LAYOUT = "org/scalelite/cli/command-line-logback.xml";
    private static final String SETTINGS = "logback.configurationFile";

    private CommandLog() {}

    /** Configures the log, unless the JVM's arguments do; before anything is logged. */
    public static void setUp() {
        if (System.getProperty(SETTINGS) == null) {
            System.setProperty(SETTINGS, LAYOUT);
        }
    }
}
