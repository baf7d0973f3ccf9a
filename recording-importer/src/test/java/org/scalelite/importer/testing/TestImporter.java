package org.scalelite.importer.testing;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.common.management.MetricsPort;
import org.scalelite.importer.RecordingImporter;
import org.scalelite.importer.publish.ImportSteps;
import org.scalelite.importer.spool.SpoolWatcher;

/** An importer in this process. */
public final class TestImporter implements AutoCloseable {
    private final ApplicationContext context;
    private final Thread thread;

    /**
     * Starts one.
     *
     * @param steps is told of each step of each import
     */
    public TestImporter(Map<String, String> environment, ImportSteps steps) {
        context = RecordingImporter.start(Settings.of(environment), steps);
        MetricsPort.listen(context, Settings.of(environment));
        thread = Thread.ofVirtual().start(context.getBean(SpoolWatcher.class)::run);
    }

    @Override
    public void close() {
        if (!context.isRunning()) {
            return;
        }
        context.getBean(SpoolWatcher.class).close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
