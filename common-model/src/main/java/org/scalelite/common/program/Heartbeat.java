package org.scalelite.common.program;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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

    /** Besides two cycles: for the timeouts of one. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Optional<Path> file;
    private final Duration maxSilence;
    private boolean failed;
    private volatile long beatAt;
    private volatile boolean hasBeaten;

    private Heartbeat(Optional<Path> file, Duration maxSilence) {
        this.file = file;
        this.maxSilence = maxSilence;
    }

    /** The heartbeat with the file of the settings, if there is one. */
    @Creator
    public static Heartbeat of(Settings settings) {
        Duration poll = settings.get(Variables.POLL_INTERVAL);
        Duration look = settings.get(Variables.RECORDING_IMPORT_POLL_INTERVAL);
        Duration cycle = poll.compareTo(look) > 0 ? poll : look;
        return new Heartbeat(
                settings.get(Variables.ALIVE_FILE), cycle.multipliedBy(2).plus(MARGIN));
    }

    /** Whether work cycles start; true for a program that has none. */
    public boolean isAlive() {
        return isAlive(System.nanoTime());
    }

    boolean isAlive(long now) {
        return silence(now).compareTo(maxSilence) <= 0;
    }

    /** The time since the last work cycle started; zero before the first one. */
    public Duration silence() {
        return silence(System.nanoTime());
    }

    private Duration silence(long now) {
        return hasBeaten ? Duration.ofNanos(now - beatAt) : Duration.ZERO;
    }

    /** Starts a work cycle. */
    public void beat() {
        beatAt = System.nanoTime();
        hasBeaten = true;
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
