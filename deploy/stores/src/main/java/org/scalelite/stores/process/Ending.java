package org.scalelite.stores.process;

import java.io.IOException;
import java.time.Duration;
import org.scalelite.stores.StoresException;

/** The signal that asks a server to stop, and how long it gets before it is killed. */
public enum Ending {
    /** What Redis takes for a clean stop. */
    TERM,
    /** PostgreSQL's fast stop; TERM would wait until every client has gone. */
    INT;

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    void end(ProcessHandle process) {
        send(process);
        if (!Deadline.in(GRACE).await(() -> !ProcessMark.isAlive(process))) {
            kill(process);
        }
    }

    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        if (!Deadline.in(AFTER_KILL).await(() -> !ProcessMark.isAlive(process))) {
            throw new StoresException("Process " + process.pid() + " does not end although it was killed;"
                    + " it may wait for a disk: look at it with ps, and check the disk");
        }
    }

    private void send(ProcessHandle process) {
        if (this == TERM) {
            process.destroy();
            return;
        }
        try {
            Signals.send(name(), process);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
