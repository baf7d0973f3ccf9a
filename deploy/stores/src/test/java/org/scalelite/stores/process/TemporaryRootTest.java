package org.scalelite.stores.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TemporaryRootTest {
    @Test
    void endsAndDeletesWhatAKilledTestRunLeft() throws IOException {
        Path runs = ServerHome.directories(TemporaryRoot.programs().resolveSibling("runs"));
        // Process 1 started at the epoch: a process that cannot be.
        Path left = Files.createDirectory(runs.resolve("1-0-" + UUID.randomUUID()));
        Process server = new ProcessBuilder("sleep", "60").start();
        ProcessMark.of(server.toHandle()).write(left.resolve("redis" + TemporaryRoot.MARK));

        Path fresh = TemporaryRoot.newDirectory();

        assertThat(left).doesNotExist();
        assertThat(server.isAlive()).isFalse();
        Path next = TemporaryRoot.newDirectory();
        assertThat(List.of(fresh, next)).doesNotHaveDuplicates().allMatch(Files::exists);
        Directories.delete(fresh);
        Directories.delete(next);
    }
}
