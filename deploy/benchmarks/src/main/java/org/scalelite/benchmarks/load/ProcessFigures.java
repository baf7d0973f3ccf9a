package org.scalelite.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Linux tells of processes and of the machine (proc(5)). */
public final class ProcessFigures {
    /** USER_HZ, which is 100 on every architecture that Java 25 runs on. */
    private static final long MICROS_PER_TICK = TimeUnit.SECONDS.toMicros(1) / 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int COUNTED = 8;

    private ProcessFigures() {}

    /** Processor time of a process, of user and of system; 0 if it is gone. */
    public static long cpuMicros(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        // The name of the program stands in parentheses and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= SYSTEM_TICKS) {
            return 0;
        }
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
    }

    /** A line of the status of a process that is given in kB; 0 if it is gone. */
    public static long statusKib(long pid, String line) {
        return kib(Path.of("/proc", Long.toString(pid), "status"), line);
    }

    /** Memory of the machine. */
    public static long memoryKib() {
        return kib(Path.of("/proc/meminfo"), "MemTotal");
    }

    /** Processor time that the machine has spent on anything. */
    static long busyMicros() {
        String[] fields = read(Path.of("/proc/stat"))
                .lines()
                .findFirst()
                .orElse("")
                .strip()
                .split(" +", -1);
        long busy = 0;
        for (int i = 0; i < COUNTED && i + 1 < fields.length; i++) {
            busy += i == IDLE || i == IO_WAIT ? 0 : Long.parseLong(fields[i + 1]);
        }
        return busy * MICROS_PER_TICK;
    }

    private static long kib(Path file, String name) {
        List<String> lines = read(file).lines().toList();
        for (String line : lines) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(
                        line.substring(name.length() + 1).replace("kB", "").strip());
            }
        }
        return 0;
    }

    /** Empty if the process has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
