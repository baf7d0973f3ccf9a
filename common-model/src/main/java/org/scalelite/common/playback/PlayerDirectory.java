package org.scalelite.common.playback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of the BBB player for the presentation format (specification, section 12). */
public record PlayerDirectory(Path path) {
    /** Part of the player's address since BBB 2.3, whatever version the player has. */
    public static final String VERSION = "2.3";

    /** How to install a missing player. */
    public static final String CURE =
            "install BBB's player: 'deploy/bin/install-player ssh:BBB-SERVER'; docs/playback.md, \"The player\"";

    private static final List<String> PAGE = List.of("presentation", VERSION, "index.html");

    /** Where the players of all versions are. */
    public Path presentation() {
        return path.resolve(PAGE.getFirst());
    }

    public Path page() {
        return path.resolve(String.join("/", PAGE));
    }

    /** Whether the player is installed and readable. */
    public boolean hasPlayer() {
        return Files.isRegularFile(page()) && Files.isReadable(page());
    }
}
