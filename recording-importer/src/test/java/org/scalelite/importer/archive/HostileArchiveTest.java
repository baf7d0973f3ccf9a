package org.scalelite.importer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.scalelite.common.playback.FileName;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
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
    void aTerabyteHeaderIsRefusedBeforeWriting() throws IOException {
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
    void aFileInTheWayOfADirectoryIsRefused() throws IOException {
        Path archive = new TestArchive("r1")
                .file("presentation", "a", "x")
                .file("presentation", "a/b/c", "x")
                .drop(directory);
        assertRefused(archive, "where a directory is needed");
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

    private Path announcing(byte type, long size, int times) throws IOException {
        Path archive = directory.resolve("headers.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            for (int i = 0; i < times; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("././@header", type);
                entry.setSize(size);
                byte[] header = new byte[512];
                entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
                out.write(header);
                out.write(new byte[Math.ceilDiv((int) Math.min(size, 512), 512) * 512]);
            }
        }
        return archive;
    }

    @ParameterizedTest
    @ValueSource(bytes = {'x', 'X', 'g', 'L', 'K'})
    void largeHeadersAreRefusedUnread(byte type) throws IOException {
        assertRefused(announcing(type, 150L << 20, 1), "a header larger than");
    }

    @ParameterizedTest
    @ValueSource(bytes = {'x', 'g', 'L'})
    void endlessHeadersOfOneFileAreRefused(byte type) throws IOException {
        assertRefused(announcing(type, 0, 2_000), "more than 8 headers of one file");
    }

    private static void writeFiles(TarArchiveOutputStream tar, List<String> names) throws IOException {
        for (String name : names) {
            TarArchiveEntry entry = new TarArchiveEntry("presentation/r1/" + name);
            entry.setSize(1);
            tar.putArchiveEntry(entry);
            tar.write('x');
            tar.closeArchiveEntry();
        }
    }

    @Test
    void fileNamesThatAreNotUtf8ArePercentCoded() throws IOException, ArchiveRefusedException {
        Path archive = directory.resolve("latin1.tar");
        List<String> names = List.of("Z\u00FCrich 100%.png", "\u00E9".repeat(200) + ".png");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "ISO-8859-1")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            writeFiles(tar, names);
        }
        Path unpacked = unpack(archive).getFirst().directory();
        assertThat(unpacked.resolve("Z%FCrich 100%25.png")).exists();
        assertThat(unpacked.resolve(FileName.of(names.getLast().getBytes(StandardCharsets.ISO_8859_1))))
                .exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void fileNamesInUtf8AreKept(int longNames) throws IOException, ArchiveRefusedException {
        Path archive = directory.resolve("utf8.tar");
        List<String> names = List.of("Z\u00FCrich 100%.png", "\u00E9".repeat(110) + ".png");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(longNames);
            tar.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
            writeFiles(tar, names);
        }
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        Path unpacked = unpack(archive).getFirst().directory();
        names.forEach(name -> assertThat(unpacked.resolve(name)).exists());
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
        assertBadMetadata(good.substring(0, good.length() / 2), "metadata.xml cannot be read");
        assertBadMetadata(good.replace(ID, "another"), "of the recording another");
        assertBadMetadata(good.replace("<format>presentation", "<format>video"), "of the format video");
        assertBadMetadata(good.replace("<link>https://bbb1.example.org/", "<link>javascript:"), "no address");
        assertBadMetadata("<recording/>", "has no id");
        assertBadMetadata("<a>".repeat(10_000), "metadata.xml cannot be read");
    }

    @Test
    void linksAndTimesThatNoRecordingHasAreRefused() throws IOException, ArchiveRefusedException {
        String good = new TestArchive(ID).metadata("presentation", "");
        String link = "https://bbb1.example.org/playback/presentation/2.3/" + ID;
        assertBadMetadata(good.replace(link, "//evil/" + ID), "no address");
        assertBadMetadata(good.replace(link, "/video/" + ID + "&#13;&#10;Set-Cookie: a=b"), "no address");
        assertBadMetadata(good.replace(link, "https://b/playback/presentation/2.3/other"), "not of this recording");
        for (String time : List.of("99999999999999999", "9".repeat(30), "-1")) {
            assertBadMetadata(good.replace("<start_time>1767603600123", "<start_time>" + time), "start_time");
            assertBadMetadata(good.replace("<end_time>1767607200999", "<end_time>" + time), "end_time");
        }
        assertBadMetadata(good.replace("room-" + ID, "r".repeat(3_000)), "meetingId");
        assertBadMetadata(good.replace("bbb-origin>", "b".repeat(3_000) + ">"), "name of an element");
    }

    @Test
    void metadataWithTooManyElementsIsRefused() throws IOException, ArchiveRefusedException {
        StringBuilder many = new StringBuilder();
        IntStream.range(0, 20_000)
                .forEach(i ->
                        many.append("<e").append(i).append(">x</e").append(i).append('>'));
        String good = new TestArchive(ID).metadata("presentation", "");
        assertBadMetadata(good.replace("<bbb-origin>", many + "<bbb-origin>"), "more than 5000 elements");
        String attributes =
                IntStream.range(0, 200).mapToObj(i -> " a" + i + "='1'").collect(Collectors.joining());
        assertBadMetadata(good.replace("<bbb-origin>", "<bbb-origin" + attributes + ">"), "attributes");
    }

    @Test
    void metadataIsReadWhateverPeopleTyped() throws IOException, ArchiveRefusedException {
        String good = new TestArchive(ID).metadata("presentation", "<course>R & D <3 &nbsp;\u0001</course>");
        RecordingMetadata read = metadata(good.replace("Biology 101", "Q&A &undefined; ]]>"));
        assertThat(read.name()).hasValue("Q&A &undefined; ]]>");
        assertThat(read.metadata()).containsEntry("course", "R & D <3 &nbsp;\uFFFD");
    }

    private RecordingMetadata metadata(String xml) throws IOException, ArchiveRefusedException {
        Path archive =
                new TestArchive(ID).file("presentation", "metadata.xml", xml).drop(directory);
        return MetadataParser.parse(unpack(archive).getFirst());
    }

    @Test
    void aDirectoryInPlaceOfMetadataIsRefused() throws IOException, ArchiveRefusedException {
        Path archive = new TestArchive("r1")
                .file("presentation", "metadata.xml/x", "x")
                .drop(directory);
        UnpackedFormat format = unpack(archive).getFirst();
        assertThatThrownBy(() -> MetadataParser.parse(format))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining("metadata.xml is missing");
    }

    @Test
    void dateInWordsIsTakenFromTheRecordId() throws IOException, ArchiveRefusedException {
        String good = new TestArchive(ID).metadata("presentation", "");
        RecordingMetadata old =
                metadata(good.replace("<start_time>1767603600123", "<start_time>Thu Mar 04 14:05:56 UTC 2010"));
        assertThat(old.startTime()).hasValue(Instant.ofEpochMilli(1767603600123L));
    }

    @Test
    void previewImagesOfOtherRecordingsAreLeftOut() throws IOException, ArchiveRefusedException {
        String good = new TestArchive(ID).metadata("presentation", "");
        String images = "<image alt='a&#13;&#10;b'>https://b/presentation/" + ID + "/1.png</image>" + "<image>//evil/"
                + ID + "</image><image>https://b/presentation/other/1.png</image></images>";
        assertThat(metadata(good.replace("</images>", images)).playback().thumbnails())
                .extracting(Thumbnail::alt, Thumbnail::url)
                .containsExactly(
                        tuple(Optional.of("Welcome"), "/presentation/" + ID + "/thumb-1.png"),
                        tuple(Optional.of("a  b"), "/presentation/" + ID + "/1.png"));
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
