package org.scalelite.importer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.importer.testing.TestArchive;

/** The archive of a hostile server (specification, 16.15). */
class HostileArchiveTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 100);

    private Path directory;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
    }

    private List<UnpackedFormat> unpack(Path archive) throws IOException, ArchiveRefusedException {
        return new ArchiveUnpacker(LIMITS).unpack(archive, directory.resolve("work"), _ -> {});
    }

    private void assertRefused(Path archive, String reason) throws IOException {
        assertThatThrownBy(() -> unpack(archive))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining(reason);
        assertNothingOutside();
    }

    private void assertNothingOutside() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> !file.startsWith(directory.resolve("work")))
                            .filter(Files::isRegularFile)
                            .map(file -> String.valueOf(file.getFileName())))
                    .allMatch(name -> name.endsWith(".tar"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "presentation/../../evil",
                "presentation/r1/../../../evil",
                "presentation/r1/a/../../../../evil",
                "/etc/evil",
                "//etc/evil",
                "evil",
                "presentation/evil",
                "pre sentation/r1/x",
                ".hidden/r1/x",
                "presentation/.r1/x",
                "presentation/r1/bell\u0007",
                "présentation/r1/x"
            })
    void aPathThatLeadsElsewhereIsRefused(String name) throws IOException {
        Path archive = new TestArchive("r1")
                .entry(name, "x".getBytes(StandardCharsets.UTF_8))
                .drop(directory);
        assertThatThrownBy(() -> unpack(archive)).isInstanceOf(ArchiveRefusedException.class);
        assertNothingOutside();
    }

    private Path special(byte type, String link) throws IOException {
        Path archive = directory.resolve("special.tar");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            TarArchiveEntry entry = new TarArchiveEntry("presentation/r1/special", type);
            entry.setLinkName(link);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return archive;
    }

    @Test
    void linksDevicesAndPipesAreRefused() throws IOException {
        assertRefused(special(TarConstants.LF_SYMLINK, "/etc"), "neither a file nor a directory");
        assertRefused(special(TarConstants.LF_LINK, "/etc/passwd"), "neither a file nor a directory");
        assertRefused(special(TarConstants.LF_CHR, ""), "neither a file nor a directory");
        assertRefused(special(TarConstants.LF_BLK, ""), "neither a file nor a directory");
        assertRefused(special(TarConstants.LF_FIFO, ""), "neither a file nor a directory");
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws IOException {
        TestArchive archive = new TestArchive("r1");
        for (int i = 0; i <= LIMITS.files(); i++) {
            archive.file("presentation", "f" + i, "x");
        }
        assertRefused(archive.drop(directory), "RECORDING_MAX_FILES");
    }

    @Test
    void moreBytesThanAllowedAreRefused() throws IOException {
        Path archive = new TestArchive("r1")
                .file("presentation", "one", new byte[1 << 19])
                .file("presentation", "two", new byte[(1 << 19) + 1])
                .drop(directory);
        assertRefused(archive, "RECORDING_MAX_GIB");
    }

    @Test
    void aHeaderThatAnnouncesATerabyteIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path archive = directory.resolve("bomb.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            TarArchiveEntry entry = new TarArchiveEntry("presentation/r1/zeros");
            entry.setSize(1L << 40);
            byte[] header = new byte[512];
            entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
            out.write(header);
            out.write(new byte[1024]);
        }
        assertRefused(archive, "RECORDING_MAX_GIB");
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() throws IOException {
        Path archive = directory.resolve("twice.tar");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            for (int i = 0; i < 2; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("presentation/r1/x");
                entry.setSize(1);
                tar.putArchiveEntry(entry);
                tar.write('x');
                tar.closeArchiveEntry();
            }
        }
        assertRefused(archive, "twice");
    }

    @Test
    void whatIsNoArchiveIsRefusedWhateverItIs() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[512 * (1 + random.nextInt(4))];
            random.nextBytes(noise);
            Path archive = Files.write(directory.resolve("noise.tar"), noise);
            assertThatThrownBy(() -> unpack(archive))
                    .isInstanceOfAny(ArchiveRefusedException.class, java.io.EOFException.class);
        }
        assertRefused(Files.write(directory.resolve("empty.tar"), new byte[1024]), "no recording in it");
    }

    private void assertBadMetadata(String metadata, String reason) throws IOException, ArchiveRefusedException {
        Path archive = new TestArchive(ID)
                .file("presentation", "metadata.xml", metadata)
                .drop(directory, System.nanoTime() + ".tar");
        Path work = directory.resolve("work").resolve(archive.getFileName());
        List<UnpackedFormat> formats = new ArchiveUnpacker(LIMITS).unpack(archive, work, _ -> {});
        assertThatThrownBy(() -> MetadataParser.parse(formats.getFirst()))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void metadataWithEntitiesOrOfAnotherRecordingIsRefused() throws IOException, ArchiveRefusedException {
        String good = new TestArchive(ID).metadata("presentation", "");
        assertBadMetadata(
                "<!DOCTYPE recording [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + good.replace("Biology 101", "&x;"),
                "metadata.xml cannot be read");
        assertBadMetadata(good.replace("Biology 101", "&undefined;"), "metadata.xml cannot be read");
        assertBadMetadata(good.substring(0, good.length() / 2), "metadata.xml cannot be read");
        assertBadMetadata(good.replace(ID, "another"), "of the recording another");
        assertBadMetadata(good.replace("<format>presentation", "<format>video"), "of the format video");
        assertBadMetadata(good.replace("<link>https://bbb1.example.org/", "<link>javascript:"), "no address");
        assertBadMetadata("<recording/>", "has no id");
        assertBadMetadata("<a>".repeat(10_000), "metadata.xml cannot be read");
    }

    @Test
    void everythingIsOptionalThatBbbLeavesOut() throws IOException, ArchiveRefusedException {
        Path archive = new TestArchive(ID)
                .file("video", "metadata.xml", """
                        <recording><id>%1$s</id><state>available</state><published>true</published>
                        <playback><format>video</format><link>http://b/playback/video/%1$s/</link><duration>90000</duration></playback>
                        <meta><meetingId>room</meetingId></meta></recording>""".formatted(ID))
                .drop(directory);
        RecordingMetadata metadata = MetadataParser.parse(unpack(archive).getFirst());
        assertThat(metadata.published()).isTrue();
        assertThat(metadata.playback().lengthMinutes())
                .as("1.5 minutes, rounded")
                .isEqualTo(2);
        assertThat(metadata.playback().url()).isEqualTo("/playback/video/" + ID + "/");
        assertThat(metadata.name()).isEmpty();
        assertThat(metadata.startTime()).isEmpty();
    }
}
