package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Settings;

/** Which archives count as complete. */
class SpoolTest {
    private static final ImporterConfig CONFIG =
            ImporterConfig.of(Settings.of(Map.of("RECORDING_IMPORT_SETTLE_TIME", "5")));

    private static List<String> settled(Spool spool, int second) throws IOException {
        return spool.look(Duration.ofSeconds(second).toNanos()).settled().stream()
                .map(SpoolArchive::name)
                .toList();
    }

    @Test
    void anArchiveThatIsStillBeingWrittenIsNotTaken(@TempDir Path directory) throws IOException {
        Spool spool = new Spool(directory, CONFIG);
        Path growing = Files.writeString(directory.resolve("a.tar"), "half");
        assertThat(settled(spool, 0)).isEmpty();
        assertThat(settled(spool, 4)).isEmpty();
        Files.writeString(growing, "the rest", StandardOpenOption.APPEND);
        assertThat(settled(spool, 6)).isEmpty();
        assertThat(settled(spool, 10)).isEmpty();
        assertThat(settled(spool, 11)).containsExactly("a.tar");
    }

    @Test
    void theOldestArchiveComesFirst(@TempDir Path directory) throws IOException {
        Spool spool = new Spool(directory, CONFIG);
        for (String name : List.of("new.tar", "old.tar")) {
            Files.writeString(directory.resolve(name), "x");
        }
        Files.setLastModifiedTime(directory.resolve("old.tar"), java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(settled(spool, 0)).isEmpty();
        assertThat(settled(spool, 9)).containsExactly("old.tar", "new.tar");
    }

    @Test
    void aDirectoryOrALinkIsNoArchive(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("d.tar"));
        Files.createSymbolicLink(directory.resolve("l.tar"), Path.of("/etc/passwd"));
        Spool spool = new Spool(directory, CONFIG);
        assertThat(settled(spool, 0)).isEmpty();
        assertThat(settled(spool, 9)).isEmpty();
    }

    @Test
    void hiddenNamesAndOtherFilesAreNotTaken(@TempDir Path directory) throws IOException {
        for (String name : List.of(".x.tar", ".x.tar.a1B2c3", "README", "x.tar.gz")) {
            Files.writeString(directory.resolve(name), "rsync at work");
        }
        Spool spool = new Spool(directory, CONFIG);
        assertThat(spool.look(0)).isEqualTo(new Spool.Look(List.of(), 0));
        assertThat(settled(spool, 9)).isEmpty();
    }

    @Test
    void anArchiveThatSettlesIsNotGrowing(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.tar"), "x");
        Spool spool = new Spool(directory, CONFIG);
        assertThat(spool.look(0).growing()).isTrue();
        assertThat(spool.look(Duration.ofSeconds(5).toNanos()).growing()).isFalse();
    }
}
