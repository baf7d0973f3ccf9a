package org.scalelite.benchmarks.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.benchmarks.floor.FloorService;

/**
 * The command lines of the suite's programs, with the flags that they have in production.
 *
 * @param root of the checkout, in which the stores and the simulator are
 * @param suite where the suite's own programs are
 * @param flags the variables of {@code deploy/bin/java-flags}
 */
public record Programs(Path root, SuiteHome suite, Map<String, String> flags) {
    private static final String COMMAND_TRAINING = "org.scalelite.cli.TrainingRun";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    public Programs {
        flags = Map.copyOf(flags);
    }

    /** A program that has an AOT cache. */
    public enum Cached {
        API("api-service", "api-service.aot", "API_JAVA_FLAGS"),
        IMPORTER("recording-importer", "recording-importer.aot", "IMPORTER_JAVA_FLAGS"),
        POLLER("poller-service", "poller-service.aot", "POLLER_JAVA_FLAGS"),
        COMMAND_LINE("deploy/command-line", "cli.aot", "CLI_JAVA_FLAGS");

        private final String module;
        private final String cache;
        private final String flags;

        Cached(String module, String cache, String flags) {
            this.module = module;
            this.cache = cache;
            this.flags = flags;
        }

        /** Whether it runs until it is told to stop. */
        boolean isService() {
            return this != COMMAND_LINE;
        }

        /** The main class; empty for that of the jar. */
        String main() {
            return isService() ? "" : "org.scalelite.cli.ScaleliteCommand";
        }
    }

    /** Runs a program as in production: with its AOT cache, if there is one. */
    public List<String> run(Cached program, String... arguments) {
        Path cache = cache(program);
        return command(
                program,
                Files.exists(cache) ? Optional.of("-XX:AOTCache=" + cache) : Optional.empty(),
                program.main(),
                arguments);
    }

    /** Runs a program as if there were no AOT cache. */
    public List<String> runWithoutCache(Cached program, String... arguments) {
        return command(program, Optional.empty(), program.main(), arguments);
    }

    /** Runs a program that writes its AOT cache when it ends; each argument of the command line is a whole command. */
    List<String> train(Cached program, String... arguments) {
        return command(
                program,
                Optional.of("-XX:AOTCacheOutput=" + cache(program)),
                program.isService() ? program.main() : COMMAND_TRAINING,
                arguments);
    }

    public Path cache(Cached program) {
        return suite.cache(program.module, program.cache);
    }

    /** The floors run with the flags of the API. */
    List<String> floor(Path addresses) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flagsOf(Cached.API));
        command.addAll(List.of(
                "-cp",
                jar("deploy/benchmarks", "benchmarks").toString(),
                FloorService.class.getName(),
                addresses.toString()));
        return command;
    }

    List<String> stores(Path data, Path readyFile) {
        return List.of(
                JAVA,
                "-jar",
                jar("deploy/stores", "stores").toString(),
                "--data",
                data.toString(),
                "--ready-file",
                readyFile.toString());
    }

    /** Redis, keeping its data as the stores do. */
    public static List<String> redis(String program, int port, Path data) {
        return List.of(
                program,
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "");
    }

    /** Simulated servers; meetings that are created in a run stay until the end, so there is room for them. */
    List<String> simulator(Path readyFile, int servers, int threads, List<String> further) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Xmx3g",
                "-jar",
                jar("deploy/simulator", "simulator").toString(),
                "--servers",
                Integer.toString(servers),
                "--threads",
                Integer.toString(threads),
                "--no-request-log",
                "--control-port",
                "0",
                "--ready-file",
                readyFile.toString()));
        command.addAll(further);
        return command;
    }

    public List<String> flagsOf(Cached program) {
        String text = flags.getOrDefault(program.flags, "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    }

    private List<String> command(Cached program, Optional<String> cacheFlag, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flagsOf(program));
        cacheFlag.ifPresent(command::add);
        String jar = suite.jar(program.module).toString();
        command.addAll(main.isEmpty() ? List.of("-jar", jar) : List.of("-cp", jar, main));
        command.addAll(List.of(arguments));
        return command;
    }

    private Path jar(String module, String name) {
        return root.resolve(module).resolve("target").resolve(name + ".jar");
    }
}
