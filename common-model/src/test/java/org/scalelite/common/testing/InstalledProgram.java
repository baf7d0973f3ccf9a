package org.scalelite.common.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that tests need and that may not be installed.
 *
 * @param required the environment variable that is {@code true} where the test must not be skipped
 * @param skipped what is not tested without it
 */
record InstalledProgram(String required, String skipped) {

    /** What it did. */
    record Result(boolean isSuccess, String output) {}

    /** Runs it with this input. */
    Result run(ProcessBuilder command, String input) {
        try {
            Process process = command.start();
            Thread writer = Thread.ofVirtual().start(() -> write(process, input));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assertions.assertTrue(
                    process.waitFor(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS),
                    command.command().getFirst() + " does not end");
            writer.join();
            return new Result(process.exitValue() == 0, output);
        } catch (IOException e) {
            String missing = command.command().getFirst() + " is not installed: " + skipped;
            if (Optional.ofNullable(System.getenv(required)).equals(Optional.of("true"))) {
                throw new AssertionError(missing, e);
            }
            return Assumptions.abort(missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It has read what it needs.
        }
    }
}
