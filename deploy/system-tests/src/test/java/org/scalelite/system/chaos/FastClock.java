package org.scalelite.system.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.system.Shell;
import org.scalelite.system.SuiteProcess;

/** A wall clock that is fast, for single programs: a few lines of C that are compiled here and preloaded into them. */
record FastClock(Path library) {
    private static final Path MODULE = SuiteProcess.ROOT.resolve("deploy/system-tests");
    private static final Duration COMPILING = TestTimeout.LIMIT;

    /** Compiles it; empty without a C compiler. */
    static Optional<FastClock> compiled() {
        Shell shell = new Shell(Map.of());
        if (shell.run(COMPILING, List.of("sh", "-c", "command -v cc")).code() != 0) {
            return Optional.empty();
        }
        Path library = MODULE.resolve("target/fast-clock.so");
        Path source = MODULE.resolve("src/test/c/fast-clock.c");
        shell.succeed(COMPILING, "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString());
        return Optional.of(new FastClock(library));
    }

    /** What the command line of a program begins with so that its clock is fast by this. */
    String[] launcher(Duration by) {
        return Stream.concat(
                        Stream.of("env"),
                        environment(by).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    /** What a program is started with so that its clock is fast by this. */
    Map<String, String> environment(Duration by) {
        return Map.of("LD_PRELOAD", library.toString(), "FAST_CLOCK", String.valueOf(by.toSeconds()));
    }
}
