package org.scalelite.stores.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.scalelite.stores.StoresException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed run left behind: servers that still run, and PostgreSQL's file that says it does. */
public final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private Remains() {}

    public static void clear(ServerHome redis, ServerHome postgres) {
        end(redis, Ending.TERM);
        end(postgres, Ending.INT);
        clearPostmasterFile(postgres.data());
    }

    private static void end(ServerHome home, Ending ending) {
        ProcessMark.read(home.mark()).flatMap(ProcessMark::alive).ifPresent(process -> {
            LOG.info("Stopping process {}, which an earlier run left on {}", process.pid(), home.data());
            ending.end(process);
        });
    }

    // PostgreSQL itself only looks at whether the process lives, and the number may be another process's by now.
    private static void clearPostmasterFile(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            String pid =
                    Files.readAllLines(file).stream().findFirst().orElse("").strip();
            if (runsOn(data, pid)) {
                throw new StoresException("PostgreSQL (process " + pid + ") is already running on " + data
                        + ": stop it (kill -INT " + pid + "), or choose another directory with --data");
            }
            LOG.info("Deleting {} of a PostgreSQL that no longer runs", file);
            Files.delete(file);
        } catch (IOException e) {
            throw new StoresException(file + " cannot be read or deleted: " + e.getMessage(), e);
        }
    }

    private static boolean runsOn(Path data, String pid) {
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessMark::isAlive)
                        .map(process -> arguments(process).contains(data.toString()))
                        .orElse(false);
    }

    private static List<String> arguments(ProcessHandle process) {
        return process.info().arguments().map(Arrays::asList).orElse(List.of());
    }
}
