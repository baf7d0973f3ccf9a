package org.scalelite.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.upload.UploadSpool.UploadState;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.server.ServerId;

/** Archives in the spool directory (docs/recording-transport.md); {@link UploadTest} sends them over HTTP. */
class UploadSpoolTest {
    private static final int KIB = 1 << 10;

    private final Path directory;
    private final byte[] content = bytes(3 * KIB + 17);
    private final Archive archive = archive(content);

    UploadSpoolTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Archive archive(byte[] content) {
        return archive(sha256(content), content.length);
    }

    private static Archive archive(String sha256, long size) {
        return new Archive(new ServerId("bbb1"), new SafeSegment("rec-1"), sha256, size);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private UploadSpool spool() {
        return spool(directory.toString(), "100000");
    }

    private static UploadSpool spool(String directory, String maxGib) {
        Settings settings = Settings.of(Map.of("RECORDING_SPOOL_DIR", directory, "RECORDING_MAX_GIB", maxGib));
        return new UploadSpool(RecordingConfig.of(settings), settings);
    }

    private UploadState append(UploadSpool spool, byte[] from, int start, int end) {
        return spool.append(
                archive, new ByteRange(start, end - start), () -> new ByteArrayInputStream(from, start, end));
    }

    private UploadState append(int start, int end) {
        return append(spool(), content, start, end);
    }

    private static void isRefused(ThrowingCallable upload, UploadError error) {
        assertThatThrownBy(upload)
                .isInstanceOfSatisfying(
                        UploadException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    private static UploadError refusal(Runnable upload) {
        try {
            upload.run();
        } catch (UploadException e) {
            return e.error();
        }
        throw new AssertionError("accepted");
    }

    private Path stored() {
        return directory.resolve(archive.fileName());
    }

    private Path partial() {
        return directory.resolve(archive.partialName());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void namesContainTheDigest() {
        Archive named = archive("0123456789abcdef" + "f".repeat(48), 1);
        assertThat(named.fileName()).isEqualTo("rec-1-0123456789abcdef.tar");
        assertThat(named.partialName()).isEqualTo(".rec-1-0123456789abcdef.part");
    }

    @Test
    void storesAnArchiveUnderItsFinalName() throws IOException {
        assertThat(spool().find(archive)).isEqualTo(new UploadState.Partial(0));
        assertThat(append(0, content.length)).isEqualTo(new UploadState.Stored());
        assertThat(Files.readAllBytes(stored())).isEqualTo(content);
        assertThat(files()).containsExactly(archive.fileName());
        assertThat(spool().find(archive)).isEqualTo(new UploadState.Stored());
    }

    @Test
    void answersPartsWithTheNextOffset() throws IOException {
        assertThat(append(0, KIB)).isEqualTo(new UploadState.Partial(KIB));
        assertThat(files()).containsExactly(archive.partialName());
        assertThat(spool().find(archive)).isEqualTo(new UploadState.Partial(KIB));
        assertThat(append(KIB, content.length)).isEqualTo(new UploadState.Stored());
        assertThat(Files.readAllBytes(stored())).isEqualTo(content);
    }

    @Test
    void keepsWhatCameBeforeTheBodyEnded() {
        UploadState state = spool().append(
                        archive, new ByteRange(0, content.length), () -> new ByteArrayInputStream(content, 0, KIB));
        assertThat(state).isEqualTo(new UploadState.Partial(KIB));
    }

    @Test
    void keepsWhatCameBeforeADisconnect() {
        InputStream broken = new InputStream() {
            private int left = KIB;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("disconnected");
                }
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        assertThat(spool().append(archive, new ByteRange(0, content.length), () -> broken))
                .isEqualTo(new UploadState.Partial(KIB));
    }

    @Test
    void verifiesACompletePartialFile() throws IOException {
        Files.write(partial(), content);
        assertThat(append(content.length, content.length)).isEqualTo(new UploadState.Stored());
        assertThat(Files.readAllBytes(stored())).isEqualTo(content);
    }

    @Test
    void doesNotStoreAnArchiveTwice() throws IOException {
        append(0, content.length);
        FileTime before = Files.getLastModifiedTime(stored());
        UploadState again = spool().append(archive, new ByteRange(0, content.length), () -> {
            throw new AssertionError("the body is not read");
        });
        assertThat(again).isEqualTo(new UploadState.Stored());
        assertThat(Files.getLastModifiedTime(stored())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, KIB - 1, KIB + 1, 2 * KIB})
    void rejectsAWrongOffsetWithTheRightOne(int start) {
        append(0, KIB);
        isRefused(() -> append(start, content.length), UploadError.offset(KIB));
        assertThat(UploadError.offset(KIB).status()).isEqualTo(409);
        assertThat(spool().find(archive)).isEqualTo(new UploadState.Partial(KIB));
    }

    @Test
    void removesAnArchiveWithAWrongDigest() throws IOException {
        byte[] other = content.clone();
        other[1_234] ^= 1;
        isRefused(() -> append(spool(), other, 0, other.length), UploadError.differs());
        assertThat(UploadError.differs().status()).isEqualTo(422);
        assertThat(files()).isEmpty();
        assertThat(append(0, content.length)).isEqualTo(new UploadState.Stored());
    }

    @Test
    void verifiesTheDigestOfTheFileOnDisk() throws IOException {
        append(0, KIB);
        byte[] damaged = Files.readAllBytes(partial());
        damaged[5] ^= 1;
        Files.write(partial(), damaged);
        isRefused(() -> append(KIB, content.length), UploadError.differs());
        assertThat(files()).isEmpty();
    }

    @Test
    void rejectsASecondUploadOfAnArchive() {
        UploadSpool spool = spool();
        spool.append(archive, new ByteRange(0, content.length), () -> {
            isRefused(() -> append(spool, content, 0, KIB), UploadError.claimed());
            return new ByteArrayInputStream(content);
        });
        assertThat(UploadError.claimed().status()).isEqualTo(423);
        assertThat(spool.find(archive)).isEqualTo(new UploadState.Stored());
    }

    @Test
    void stopsWhenAnotherReplicaAppends() {
        UploadSpool replica = spool();
        isRefused(
                () -> replica.append(archive, new ByteRange(0, content.length), () -> {
                    append(0, KIB);
                    return new ByteArrayInputStream(content);
                }),
                UploadError.offset(KIB));
    }

    @Test
    void rejectsATooLargeArchive() {
        long size = (1L << 30) + 1;
        UploadSpool small = spool(directory.toString(), "1");
        UploadError error = refusal(() -> small.find(archive("0".repeat(64), size)));
        assertThat(error.status()).isEqualTo(413);
        assertThat(error.error()).isEqualTo("the archive has 1025 MiB, and RECORDING_MAX_GIB allows 1024");
    }

    @Test
    void rejectsAnArchiveWithoutDiskSpace() throws IOException {
        Archive huge = archive("0".repeat(64), 90_000L << 30);
        UploadError error = refusal(() -> spool().find(huge));
        assertThat(error.status()).isEqualTo(507);
        assertThat(error.error()).contains("MiB free").endsWith("make room");
        assertThat(files()).isEmpty();
    }

    @Test
    void namesAnUnusableSpool() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));
        // Not writable, even for root.
        for (String unusable : List.of(directory.resolve("missing").toString(), file.toString(), "/proc/self")) {
            UploadError error = refusal(() -> append(spool(unusable, "1"), content, 0, content.length));
            assertThat(error.status()).as(unusable).isEqualTo(503);
            assertThat(error.error()).contains(unusable, "RECORDING_SPOOL_DIR", "mount it");
        }
    }

    @Test
    void removesAbandonedUploadsAfterADay() throws IOException {
        Path old = directory.resolve(".old-0123456789abcdef.part");
        Path young = directory.resolve(".young-0123456789abcdef.part");
        Path foreign = directory.resolve(".nfs000001");
        for (Path file : List.of(old, young, foreign)) {
            Files.createFile(file);
        }
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(foreign, longAgo);
        append(0, content.length);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ABCD", "not-hexadecimal", "../../../../etc/passwd"})
    void rejectsAnInvalidDigest(String digest) {
        assertThatThrownBy(() -> archive(digest, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsAnEmptyArchive() {
        assertThatThrownBy(() -> archive("0".repeat(64), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longRecordIdHasNoFileName() {
        assertThat(Archive.isNameable(new SafeSegment("a".repeat(200)))).isTrue();
        assertThat(Archive.isNameable(new SafeSegment("a".repeat(201)))).isFalse();
    }

    @Test
    void errorsNameTheOffsetOnlyOnConflicts() {
        assertThat(UploadError.offset(7).offset()).isEqualTo(OptionalLong.of(7));
        assertThat(Arrays.asList(UploadError.claimed(), UploadError.differs(), UploadError.recordId()))
                .allMatch(error -> error.offset().isEmpty());
    }
}
