package org.scalelite.common.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The program that BBB's side of an LRS payload is read with. */
public final class OpenSsl {
    private OpenSsl() {}

    /** The text of a payload, read with a BBB server's secret; empty if it cannot be read. */
    public static String decrypted(String payload, String secret) {
        ProcessBuilder command = new ProcessBuilder(
                "openssl",
                "enc",
                "-d",
                "-aes-256-cbc",
                "-pbkdf2",
                "-iter",
                "10000",
                "-md",
                "sha256",
                "-base64",
                "-A",
                "-pass",
                "env:BBB_SECRET");
        command.environment().put("BBB_SECRET", secret);
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = command.start();
            try (var in = process.getOutputStream()) {
                in.write(payload.getBytes(StandardCharsets.US_ASCII));
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assertions.assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl does not end");
            return process.exitValue() == 0 ? text : "";
        } catch (IOException e) {
            String missing = "openssl is not installed: NOBODY HAS READ WHAT WE ENCRYPT FOR BBB";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing, e);
            }
            return Assumptions.abort(missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
