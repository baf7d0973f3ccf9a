package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.scalelite.common.testing.TestTimeout;

/** A certificate of a test and its key, as Let's Encrypt names the files. */
record SelfSigned(Path directory) {
    private static final Duration QUICK = TestTimeout.LIMIT;

    /**
     * Makes both, readable by everybody, as the user in a container is not the one of the test.
     *
     * @param name of a host; good for localhost too
     */
    static SelfSigned make(Path directory, String name) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SelfSigned made = new SelfSigned(directory);
        Shell shell = new Shell(Map.of());
        shell.succeed(
                QUICK,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:localhost,DNS:" + name,
                "-keyout",
                directory.resolve("privkey.pem").toString(),
                "-out",
                made.certificate().toString());
        shell.succeed(QUICK, "chmod", "-R", "a+rX", directory.toString());
        return made;
    }

    Path certificate() {
        return directory.resolve("fullchain.pem");
    }
}
