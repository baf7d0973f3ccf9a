package org.scalelite.importer;

import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.importer.publish.ImportSteps.Step;

/** An importer as a process of its own that dies, as by kill -9, when the first archive reaches a step. */
public final class SteppingImporter {
    private SteppingImporter() {}

    /**
     * Imports until it dies.
     *
     * @param arguments the step to die at; none: live on
     */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        RecordingImporter.run(Settings.of(environment), (archive, step) -> {
            if (arguments.length == 1 && step == Step.valueOf(arguments[0])) {
                System.out.println("died at " + step + " of " + archive);
                Runtime.getRuntime().halt(137);
            }
        });
    }
}
