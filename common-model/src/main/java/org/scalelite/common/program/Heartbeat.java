package org.scalelite.common.program;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
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
 * The liveness file of a program without an HTTP endpoint: each work cycle updates its modification time. Failed cycles
 * count too, because a restart does not help when a store is unavailable.
 */
@Singleton
public final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Optional<Path> file;
    private boolean failed;

    private Heartbeat(Optional<Path> file) {
        this.file = file;
    }

    /** The heartbeat with the file of the settings, if there is one. */
    @Creator
    public static Heartbeat of(Settings settings) {
        return new Heartbeat(settings.get(Variables.ALIVE_FILE));
    }

    /** Starts a work cycle. */
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
