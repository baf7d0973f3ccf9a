package org.scalelite.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.scalelite.common.testing.TestTimeout;

/**
 * Chromium of Debian: a new process for each page, which accepts any certificate and resolves all hosts to this
 * machine.
 */
public final class HeadlessBrowser {
    private static final Duration DEADLINE = TestTimeout.LIMIT;
    private static final String PROGRAM = "chromium";

    private final Path directory;

    /** A browser with its profiles below a directory. */
    public HeadlessBrowser(Path directory) {
        this.directory = directory;
    }

    /** Skips the test of the caller without Chromium, with a message. */
    public static void assumeInstalled(String untested) {
        try {
            int code = new ProcessBuilder(PROGRAM, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            Assumptions.assumeTrue(code == 0, "chromium does not run here: " + untested);
        } catch (IOException _) {
            Assumptions.abort("chromium is not installed: " + untested);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Loads a page with its frames.
     *
     * @param options additional options of Chromium
     * @return the document after the page was loaded
     */
    public String load(String url, String... options) {
        try {
            Path profile = Files.createTempDirectory(directory, "chromium");
            Path document = profile.resolve("document.html");
            List<String> command = new ArrayList<>(List.of(
                    PROGRAM,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--ignore-certificate-errors",
                    "--host-resolver-rules=MAP * 127.0.0.1",
                    "--user-data-dir=" + profile.resolve("data"),
                    "--dump-dom"));
            command.addAll(List.of(options));
            command.add(url);
            Process browser = new ProcessBuilder(command)
                    .redirectOutput(document.toFile())
                    .redirectError(profile.resolve("log").toFile())
                    .start();
            try {
                if (!browser.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError(url + " is not loaded after " + DEADLINE);
                }
                return Files.readString(document);
            } finally {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
