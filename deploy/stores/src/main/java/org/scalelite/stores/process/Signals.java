package org.scalelite.stores.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.scalelite.stores.StoresException;

/** Signals for which Java has no words. */
final class Signals {
    private Signals() {}

    static void send(String signal, ProcessHandle process) throws IOException, InterruptedException {
        // The shell's own kill: the program of that name is missing on small systems.
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    /** To a process and all that it has started. */
    static void sendToAll(String signal, ProcessHandle process) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        try {
            for (ProcessHandle one : all) {
                send(signal, one);
            }
        } catch (IOException e) {
            throw new StoresException("Process " + process.pid() + " does not get signal " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoresException("interrupted while sending signal " + signal, e);
        }
    }
}
