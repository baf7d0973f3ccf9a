package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.scalelite.common.testing.TestTimeout;

/** A signed apt package source with a stand-in for BBB's player, made by {@code player-source.sh}. */
record PlayerSource(Path directory) {
    static final String SUITE = "bigbluebutton-test";
    private static final Duration QUICK = TestTimeout.LIMIT;

    /** Makes one below a directory; skips the test of the caller where apt's or gpg's programs are missing. */
    static PlayerSource make(Path directory) {
        Shell shell = new Shell(Map.of());
        String needed = "command -v apt-get dpkg-deb gpg gpgconf";
        Assumptions.assumeTrue(
                shell.run(QUICK, List.of("sh", "-c", needed)).code() == 0,
                "apt-get, dpkg-deb or gpg is missing: THE PLAYER'S PACKAGES ARE NOT TESTED");
        shell.succeed(
                QUICK, "sh", "-c", ContainerImages.resource("player-source.sh"), "player-source", directory.toString());
        return new PlayerSource(directory);
    }

    Path source() {
        return directory.resolve("source");
    }

    Path key() {
        return directory.resolve("key.asc");
    }

    String fingerprint() {
        try {
            return Files.readString(directory.resolve("fingerprint")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the package that holds the player, as they are installed. */
    Path unpacked() {
        return directory.resolve("bbb-playback");
    }

    Path packageFile(String name) {
        return source().resolve("pool/" + name + "_3.0-7_amd64.deb");
    }

    /** What names it to {@code deploy/docker/build}. */
    Map<String, String> environment() {
        return Map.of(
                "PLAYER_SOURCE",
                source().toString(),
                "PLAYER_SUITE",
                SUITE,
                "PLAYER_KEY",
                key().toString(),
                "PLAYER_KEY_FINGERPRINT",
                fingerprint());
    }
}
