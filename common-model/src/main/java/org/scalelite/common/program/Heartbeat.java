package org.scalelite.common.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever watches a program that does not listen that it goes on: each round of its work sets the time of a file.
 * Whether the round succeeded does not matter, because a restart helps nobody when a store is unavailable.
 */
public final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Optional<Path> file;
    private boolean failed;

    private Heartbeat(Optional<Path> file) {
        this.file = file;
    }

    /** The file that the settings name, if any. */
    public static Heartbeat of(Settings settings) {
        return new Heartbeat(settings.get(Variables.ALIVE_FILE));
    }

    /** One round begins. */
    public void beat() {
        file.ifPresent(this::touch);
    }

    private void touch(Path path) {
        try {
            if (Files.exists(path)) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
            } else {
                Files.createFile(path);
            }
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("ALIVE_FILE {} cannot be written: {}", path, e.toString());
            }
            failed = true;
        }
    }
}
