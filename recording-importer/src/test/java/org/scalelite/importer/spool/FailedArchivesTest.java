package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.importer.job.FailedArchiveRepository.FailedArchive;

/** The directory of archives that could not be imported; {@link RetryTest} has the jobs. */
class FailedArchivesTest {
    private final Path spool;
    private final FailedArchives archives;

    FailedArchivesTest(@TempDir Path spool) {
        this.spool = spool;
        this.archives =
                new FailedArchives(RecordingConfig.of(Settings.of(Map.of("RECORDING_SPOOL_DIR", spool.toString()))));
    }

    @BeforeEach
    void dropAnArchive() throws IOException {
        Files.writeString(spool.resolve("a.tar"), "content");
    }

    private FailedArchive fail() throws IOException {
        return archives.put(SpoolArchive.at(spool.resolve("a.tar")), 3, List.of("no metadata.xml", "no files"));
    }

    @Test
    void reasonIsBesideTheArchive() throws IOException {
        assertThat(fail())
                .isEqualTo(new FailedArchive("a.tar", spool.resolve("failed"), 7, 3, "no metadata.xml\nno files"));
        assertThat(spool.resolve("a.tar")).doesNotExist();
        assertThat(spool.resolve("failed/a.tar")).hasContent("content");
        assertThat(Files.readString(spool.resolve("failed/a.tar.error.txt")))
                .startsWith("The archive a.tar (7 bytes) was not imported")
                .contains("no metadata.xml\nno files", "    scalelite recordings retry a.tar\n");
    }

    @Test
    void secondArchiveOfANameGetsANumber() throws IOException {
        fail();
        dropAnArchive();
        assertThat(fail().name()).isEqualTo("a.1.tar");
        dropAnArchive();
        assertThat(fail().name()).isEqualTo("a.2.tar");
        assertThat(archives.names()).containsExactlyInAnyOrder("a.tar", "a.1.tar", "a.2.tar");
        assertThat(Files.readString(spool.resolve("failed/a.2.tar.error.txt"))).contains("retry a.2.tar");
    }

    @Test
    void archiveIsKnownFromItsFiles() throws IOException {
        fail();
        assertThat(archives.find("a.tar"))
                .contains(new FailedArchive("a.tar", spool.resolve("failed"), 7, 0, "no metadata.xml\nno files"));
        assertThat(archives.find("b.tar")).isEmpty();
    }

    @Test
    void reasonMayBeMissing() throws IOException {
        fail();
        Files.delete(spool.resolve("failed/a.tar.error.txt"));
        assertThat(archives.find("a.tar").orElseThrow().reason()).isEqualTo("there is no a.tar.error.txt");
        Files.writeString(spool.resolve("failed/a.tar.error.txt"), "one line");
        assertThat(archives.find("a.tar").orElseThrow().reason()).isEqualTo("one line");
    }

    @Test
    void noDirectoryMeansNoArchives() throws IOException {
        assertThat(archives.names()).isEmpty();
        assertThat(archives.find("a.tar")).isEmpty();
    }

    @Test
    void retryMovesTheArchiveBack() throws IOException {
        fail();
        assertThat(archives.requeue("a.tar")).isEmpty();
        assertThat(spool.resolve("a.tar")).hasContent("content");
        assertThat(archives.names()).isEmpty();
        assertThat(spool.resolve("failed/a.tar.error.txt")).doesNotExist();
    }

    @Test
    void retryDoesNotReplaceANewArchive() throws IOException {
        fail();
        Files.writeString(spool.resolve("a.tar"), "new");
        assertThat(archives.requeue("a.tar").orElseThrow()).contains("has come again");
        assertThat(spool.resolve("a.tar")).hasContent("new");
        assertThat(archives.names()).containsExactly("a.tar");
    }

    @Test
    void retryAfterACrashIsDone() throws IOException {
        fail();
        Files.move(spool.resolve("failed/a.tar"), spool.resolve("a.tar"));
        assertThat(archives.requeue("a.tar")).as("stopped after the move").isEmpty();
        assertThat(spool.resolve("failed/a.tar.error.txt")).doesNotExist();
    }

    @Test
    void retryOfAMissingFileIsReported() throws IOException {
        fail();
        Files.delete(spool.resolve("failed/a.tar"));
        assertThat(archives.requeue("a.tar").orElseThrow()).contains("no longer in", "failed");
    }

    @Test
    void fingerprintTellsFilesApart() throws IOException {
        SpoolArchive before = SpoolArchive.at(spool.resolve("a.tar"));
        assertThat(SpoolArchive.at(spool.resolve("a.tar")).fingerprint()).isEqualTo(before.fingerprint());
        Files.writeString(spool.resolve("a.tar"), "longer content");
        assertThat(SpoolArchive.at(spool.resolve("a.tar")).fingerprint()).isNotEqualTo(before.fingerprint());
        Files.createSymbolicLink(spool.resolve("link.tar"), spool.resolve("a.tar"));
        assertThatThrownBy(() -> SpoolArchive.at(spool.resolve("link.tar"))).isInstanceOf(IOException.class);
    }
}
