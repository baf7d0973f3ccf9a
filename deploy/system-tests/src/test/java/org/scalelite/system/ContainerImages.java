package org.scalelite.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.scalelite.common.testing.TestTimeout;

/** The images of this checkout, built once in a JVM on bases made of Debian's packages. */
final class ContainerImages {
    static final String TAG = "system-test";
    static final List<String> SERVICES = List.of("api", "poller", "recording-importer");
    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration RUN = TestTimeout.LIMIT;
    private static final Shell SHELL = new Shell(Map.of());

    private static boolean built;

    private ContainerImages() {}

    /** Builds what is not there; skips the tests of the caller where no container can be run. */
    static synchronized void require() {
        ContainerEngine.assumeReady();
        if (!built) {
            String sizes = ContainerEngine.timed("images", ContainerImages::build);
            System.err.println(sizes.lines()
                    .filter(line -> line.contains(":" + TAG + " "))
                    .reduce("", (all, line) -> all + "containers:   " + line + "\n"));
            built = true;
        }
    }

    private static String build() {
        Shell.Outcome outcome = tryToBuild(Map.of("PLAYER_REQUIRED", "true"), "--tag", TAG);
        if (outcome.code() != 0) {
            throw new IllegalStateException("the images cannot be built: " + outcome.output());
        }
        return outcome.output();
    }

    /**
     * Builds images on bases made of Debian's packages, the player from a package source of the tests.
     *
     * @param environment wins over what names that package source
     */
    static Shell.Outcome tryToBuild(Map<String, String> environment, String... arguments) {
        try {
            Path directory = Files.createTempDirectory("player-source");
            try {
                Map<String, String> all =
                        new HashMap<>(PlayerSource.make(directory).environment());
                all.putAll(environment);
                List<String> command = new ArrayList<>(List.of("deploy/docker/build", "--local-bases"));
                command.addAll(List.of(arguments));
                return new Shell(all).run(BUILD, command);
            } finally {
                SHELL.succeed(RUN, "rm", "-rf", directory.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full name of an image of the suite. */
    static String name(String image) {
        return "scalelite/" + image + ":" + TAG;
    }

    /**
     * Runs a script of the tests in a container without a network.
     *
     * @param options of {@code docker run}, separated by spaces
     * @param script the name of a resource, run by sh
     * @return what it printed; the script has to succeed
     */
    static String run(String options, String image, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "none"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("--entrypoint", "sh", image, "-c", resource(script), script));
        command.addAll(List.of(arguments));
        return SHELL.succeed(RUN, command.toArray(String[]::new));
    }

    /** A docker command that has to succeed. */
    static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return SHELL.succeed(RUN, command.toArray(String[]::new));
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ContainerImages.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
