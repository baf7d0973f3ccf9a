package org.scalelite.cli;

import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.CommandLog;

/** Runs several commands in one process, so that an AOT cache has the classes of all of them ({@code deploy/bin/train-aot}). */
final class TrainingRun {
    private TrainingRun() {}

    /** Runs the commands, each of them one argument. */
    public static void main(String[] commands) {
        CommandLog.setUp();
        int worst = 0;
        for (String command : commands) {
            String[] words = command.split(" ", -1);
            worst = Math.max(
                    worst,
                    ScaleliteCommand.commandLine(CommandContext.ofProcess(), words)
                            .execute(words));
        }
        System.exit(worst);
    }
}
