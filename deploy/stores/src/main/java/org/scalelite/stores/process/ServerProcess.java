package org.scalelite.stores.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.StoresException;

/** A server's process, with its output in a log file. */
public final class ServerProcess {
    /** Throws while the server cannot be used yet. */
    public interface Probe {
        void check() throws Exception;
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final Path mark;

    private ServerProcess(String name, Process process, Path log, Path mark) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.mark = mark;
    }

    public static ServerProcess start(String name, List<String> command, ServerHome home) {
        Process process = launch(name, command, home);
        // At once, so that a later start finds this process even if this one is killed.
        ProcessMark.of(process.toHandle()).write(home.mark());
        return new ServerProcess(name, process, home.log(), home.mark());
    }

    /** Runs a program to its end. */
    public static void run(String name, List<String> command, ServerHome home, Duration limit) {
        Process process = launch(name, command, home);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new StoresException(
                        name + " did not end within " + limit.toSeconds() + " s; its log: " + home.log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new StoresException(name + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new StoresException(name + " failed: " + lastLine(home.log()) + " (log: " + home.log() + ")");
        }
    }

    private static Process launch(String name, List<String> command, ServerHome home) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
        // Settings for psql must not reach these servers, and a locale the system lacks stops them.
        builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new StoresException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    public void awaitReady(Probe probe, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        while (true) {
            Exception missing = failure(probe);
            if (!process.isAlive()) {
                throw new StoresException(
                        name + " ended right after its start: " + lastLine(log) + " (log: " + log + ")");
            }
            if (missing == null) {
                return;
            }
            if (deadline.isOver()) {
                Ending.kill(process.toHandle());
                throw new StoresException(
                        name + " did not answer within " + limit.toSeconds() + " s: " + missing.getMessage() + " (log: "
                                + log + ")",
                        missing);
            }
            Deadline.pause();
        }
    }

    // Whatever fails in a probe means "not yet", so it catches all of it.
    private static @Nullable Exception failure(Probe probe) {
        try {
            probe.check();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    public CompletableFuture<String> ended() {
        return process.onExit()
                .thenApply(gone -> name + " ended by itself (exit code " + gone.exitValue() + "): " + lastLine(log)
                        + " (log: " + log + ")");
    }

    public void end(Ending ending) {
        ending.end(process.toHandle());
        forget();
    }

    /** Suspends it: it keeps its connections and answers nothing. */
    public void hang() {
        Signals.sendToAll("STOP", process.toHandle());
    }

    public void goOn() {
        Signals.sendToAll("CONT", process.toHandle());
    }

    public void kill() {
        Ending.kill(process.toHandle());
        forget();
    }

    /** Kills it with all that it has started, first those. */
    public void killAll() {
        process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    private void forget() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            // A mark of a process that has ended says nothing and harms nothing.
        }
    }

    private static String lastLine(Path log) {
        try {
            // Not every program writes UTF-8, and this reads any bytes.
            return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("it wrote nothing", (before, line) -> line);
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }
}
