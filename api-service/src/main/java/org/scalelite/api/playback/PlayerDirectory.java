package org.scalelite.api.playback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of the BBB player for the presentation format (specification, section 12). */
public record PlayerDirectory(Path path) {
    /** The version in the path of the player since BBB 2.3, independent of its real version. */
    static final String VERSION = "2.3";

    /** How to install a missing player. */
    public static final String CURE =
            "install BBB's player: 'deploy/bin/install-player ssh:BBB-SERVER'; docs/playback.md, \"The player\"";

    private static final List<String> PAGE = List.of("presentation", VERSION, "index.html");

    /** The parent directory of all player versions. */
    Path presentation() {
        return path.resolve(PAGE.getFirst());
    }

    /** The page of the player. */
    public Path page() {
        return path.resolve(String.join("/", PAGE));
    }

    /** Whether the player is installed and readable. */
    public boolean hasPlayer() {
        return Files.isRegularFile(page()) && Files.isReadable(page());
    }
}
