package org.scalelite.common.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Settings;

class HeartbeatTest {
    private static Heartbeat heartbeat(Path file) {
        return Heartbeat.of(Settings.of(Map.of("ALIVE_FILE", file.toString())));
    }

    @Test
    void beatUpdatesTheModificationTime(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("alive");
        Heartbeat heartbeat = heartbeat(file);
        heartbeat.beat();
        assertThat(file).exists();

        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
        heartbeat.beat();
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(longAgo);
    }

    @Test
    void isNotAliveWithoutABeatInTwoCycles() {
        Heartbeat heartbeat = Heartbeat.of(Settings.of(Map.of()));
        assertThat(heartbeat.isAlive()).as("of a program without cycles").isTrue();
        heartbeat.beat();
        assertThat(heartbeat.isAlive()).isTrue();
        assertThat(heartbeat.isAlive(System.nanoTime() + Duration.ofSeconds(181).toNanos()))
                .isFalse();
    }

    @Test
    void unwritableFileDoesNotFail(@TempDir Path directory) {
        Heartbeat heartbeat = heartbeat(directory.resolve("missing/alive"));
        assertThatCode(heartbeat::beat).doesNotThrowAnyException();
        assertThatCode(() -> Heartbeat.of(Settings.of(Map.of())).beat()).doesNotThrowAnyException();
    }
}
