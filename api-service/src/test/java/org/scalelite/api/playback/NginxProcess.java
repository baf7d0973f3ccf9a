package org.scalelite.api.playback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.scalelite.api.testing.Browser;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.process.Ports;

/** An nginx process, started by {@code nginx/start} from the templates. */
record NginxProcess(Process process, int port, int tlsPort, Path logFile) implements AutoCloseable {
    private static final Path START =
            Path.of("..", "nginx", "start").toAbsolutePath().normalize();
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    /** The output of the script. */
    record Output(int code, String text) {}

    static NginxProcess start(Path directory, Map<String, String> environment) {
        assumeInstalled();
        int port = Ports.free();
        int tlsPort = Ports.free();
        Path log = directory.resolve("log");
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder = builder(directory, environment);
            builder.environment().put("NGINX_HTTP_PORT", String.valueOf(port));
            builder.environment().put("NGINX_HTTPS_PORT", String.valueOf(tlsPort));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            NginxProcess nginx = new NginxProcess(process, port, tlsPort, log);
            Awaitility.await().atMost(DEADLINE).until(nginx::answersOrHasEnded);
            if (!process.isAlive()) {
                throw new AssertionError(nginx.log());
            }
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the script with an argument until it ends. */
    static Output run(Path directory, Map<String, String> environment, String argument) {
        assumeInstalled();
        try {
            ProcessBuilder builder = builder(directory, environment);
            builder.command().add(argument);
            Process process = builder.redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProcessBuilder builder(Path directory, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("sh", START.toString());
        builder.environment().put("NGINX_RUN_DIR", directory.resolve("run").toString());
        builder.environment().putAll(environment);
        return builder;
    }

    static void assumeInstalled() {
        try {
            int code = new ProcessBuilder("nginx", "-v")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            Assumptions.assumeTrue(code == 0, "nginx does not run here: NOTHING BEHIND NGINX IS TESTED");
        } catch (IOException _) {
            Assumptions.abort("nginx is not installed: NOTHING BEHIND NGINX IS TESTED");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An open port is not enough: nginx opens it also while it checks its configuration. */
    private boolean answersOrHasEnded() {
        try {
            return !process.isAlive()
                    || Browser.at(port).get("/static-resource/x").status() > 0;
        } catch (UncheckedIOException | AssertionError _) {
            return false;
        }
    }

    String log() {
        try {
            return Files.readString(logFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it by SIGTERM; returns whether it ended. */
    boolean stop() {
        process.destroy();
        try {
            return process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (!stop()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
