package org.scalelite.common.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of BBB's player for the presentation format (specification, section 12). */
public record PlayerDirectory(Path path) {
    /** Part of the player's address since BBB 2.3, whatever version the player has. */
    public static final String VERSION = "2.3";

    /** What to do where it is missing. */
    public static final String CURE =
            "install BBB's player: 'deploy/bin/install-player ssh:BBB-SERVER'; docs/playback.md, \"The player\"";

    private static final List<String> PAGE = List.of("presentation", VERSION, "index.html");

    /** Where the players of all versions are. */
    public Path presentation() {
        return path.resolve(PAGE.getFirst());
    }

    /** The page that every address of the player shows. */
    public Path page() {
        return path.resolve(String.join("/", PAGE));
    }

    /** Whether this process can read a player there. */
    public boolean hasPlayer() {
        return Files.isRegularFile(page()) && Files.isReadable(page());
    }
}
