package org.scalelite.stores.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A process as written to a file: its number and its start, as numbers are given again to other processes. */
public record ProcessMark(long pid, long startedMillis) {
    // A system computes a process's start from its own, which moves a little when the clock is set.
    private static final long TOLERANCE_MILLIS = 2_000;

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    static Optional<ProcessMark> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<ProcessMark> parse(String text) {
        List<String> parts = List.of(text.strip().split("[ -]", 3));
        try {
            return parts.size() < 2
                    ? Optional.empty()
                    : Optional.of(new ProcessMark(Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, pid + " " + startedMillis + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(this::isIt).filter(ProcessMark::isAlive);
    }

    private boolean isIt(ProcessHandle process) {
        return Math.abs(of(process).startedMillis - startedMillis) <= TOLERANCE_MILLIS;
    }

    /** False for a zombie, too: an orphan stays one where nothing collects it, as in some containers. */
    public static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            // No /proc on this system, or the process ended just now.
            return process.isAlive();
        }
    }
}
