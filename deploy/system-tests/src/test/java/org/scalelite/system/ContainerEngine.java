package org.scalelite.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.scalelite.common.testing.TestTimeout;

/** The engine that the tests in containers run on, with the base images that they need; looked for once in a JVM. */
final class ContainerEngine {
    static final String BASES = System.getenv().getOrDefault("SCALELITE_BASE", "scalelite-base");

    private static final String REQUIRED = "SCALELITE_REQUIRE_CONTAINERS";
    private static final Duration QUICK = TestTimeout.LIMIT;
    private static final Duration MAKING_BASES = Duration.ofMinutes(20);
    private static final Shell SHELL = new Shell(Map.of());

    private ContainerEngine() {}

    private static final class Found {
        static final Optional<String> OBSTACLE = timed("base images", ContainerEngine::obstacle);
        static final List<String> COMPOSE = composeProgram().orElseGet(List::of);
    }

    /** Skips the tests of the caller, and loudly, where no container can be run; where they are required, it fails. */
    static void assumeReady() {
        Found.OBSTACLE.ifPresent(obstacle -> {
            String message = "the tests in containers are SKIPPED: " + obstacle;
            System.err.println("**********\n" + message + "\n**********");
            if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
                throw new IllegalStateException(message + ", but " + REQUIRED + " is true");
            }
            Assumptions.abort(message);
        });
    }

    /** Docker Compose v2, or docker-compose 1.29. */
    static List<String> compose() {
        return Found.COMPOSE;
    }

    /** Says how long something took. */
    static <T> T timed(String what, Supplier<T> action) {
        long start = System.nanoTime();
        try {
            return action.get();
        } finally {
            System.err.println("containers: " + what + ": "
                    + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
        }
    }

    private static Optional<String> obstacle() {
        for (String program : List.of("docker", "debootstrap", "flock", "openssl", "gpg")) {
            if (!succeeds("sh", "-c", "command -v " + program)) {
                return Optional.of("there is no " + program
                        + ": apt-get install docker.io debootstrap docker-compose util-linux openssl gpg");
            }
        }
        if (!succeeds("docker", "info")) {
            return Optional.of("no Docker engine answers: systemctl start docker, or dockerd");
        }
        if (composeProgram().isEmpty()) {
            return Optional.of("there is neither docker compose nor docker-compose");
        }
        return failure(MAKING_BASES, "deploy/docker/base-images")
                .map(why -> "the base images cannot be made: " + why)
                .or(ContainerEngine::probe);
    }

    /** An engine may answer and yet be unable to run a container, or to publish its ports. */
    private static Optional<String> probe() {
        return failure(
                        QUICK,
                        "docker",
                        "run",
                        "--rm",
                        "--read-only",
                        "--cap-drop",
                        "ALL",
                        "--publish",
                        "127.0.0.1::80",
                        BASES + "/debian:trixie",
                        "true")
                .map(why -> "the engine runs no container: " + why);
    }

    private static Optional<List<String>> composeProgram() {
        return List.of(List.of("docker", "compose"), List.of("docker-compose")).stream()
                .filter(program -> {
                    List<String> command = new ArrayList<>(program);
                    command.add("version");
                    return succeeds(command.toArray(String[]::new));
                })
                .findFirst();
    }

    private static boolean succeeds(String... command) {
        return failure(QUICK, command).isEmpty();
    }

    private static Optional<String> failure(Duration deadline, String... command) {
        try {
            Shell.Outcome outcome = SHELL.run(deadline, List.of(command));
            return outcome.code() == 0 ? Optional.empty() : Optional.of(outcome.lastLines());
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
