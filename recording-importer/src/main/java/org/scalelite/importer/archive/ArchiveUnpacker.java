package org.scalelite.importer.archive;

import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.recording.SafeSegment;

/**
 * Unpacks an archive into a directory of its own, a buffer at a time (specification, section 11, "archive hygiene"): only
 * plain files and directories below {@code FORMAT/RECORD_ID/}, within limits, each file as long as its header declares.
 */
@Singleton
public record ArchiveUnpacker(ArchiveLimits limits) {
    private static final int BUFFER = 1 << 17;

    private record Place(SafeSegment format, SafeSegment recordId) {}

    /**
     * Unpacks an archive.
     *
     * @param progress is told after each buffer how many bytes there are
     * @return what was in it, in the order of the archive
     * @throws ArchiveRefusedException if it is not an archive of recordings, or a hostile one
     * @throws EOFException if it ends too early: it may still be arriving
     * @throws IOException if it cannot be read or written
     */
    public List<UnpackedFormat> unpack(Path archive, Path target, LongConsumer progress)
            throws IOException, ArchiveRefusedException {
        if (Files.size(archive) > limits.bytes()) {
            throw tooLarge();
        }
        Files.createDirectories(target);
        Set<Place> places = new LinkedHashSet<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
                BoundedTarInputStream tar = new BoundedTarInputStream(file)) {
            unpackAll(tar, target, places, progress);
        } catch (IllegalArgumentException e) {
            throw new ArchiveRefusedException("no tar archive: " + e.getMessage());
        } catch (IOException e) {
            throw isTruncated(e) ? new EOFException(e.getMessage()) : e;
        }
        if (places.isEmpty()) {
            throw new ArchiveRefusedException("there is no recording in it (no FORMAT/RECORD_ID/ with files)");
        }
        List<UnpackedFormat> formats = new ArrayList<>();
        for (Place place : places) {
            formats.add(new UnpackedFormat(
                    place.format(),
                    place.recordId(),
                    target.resolve(place.format().value())
                            .resolve(place.recordId().value())));
        }
        return formats;
    }

    private void unpackAll(BoundedTarInputStream tar, Path target, Set<Place> places, LongConsumer progress)
            throws IOException, ArchiveRefusedException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        int entries = 0;
        while (true) {
            TarArchiveEntry entry = next(tar);
            if (entry == null) {
                break;
            }
            entries++;
            if (entries > limits.files()) {
                throw new ArchiveRefusedException("more than %d files (RECORDING_MAX_FILES)".formatted(limits.files()));
            }
            refuseUnlessPlain(entry);
            var name = EntryName.of(tar.nameOf(entry), entry.isDirectory());
            if (name.isEmpty()) {
                continue;
            }
            Path path = name.get().below(target);
            if (entry.isDirectory()) {
                createDirectories(path);
                continue;
            }
            if (entry.getSize() > limits.bytes() - bytes) {
                throw tooLarge();
            }
            createDirectories(parent(path));
            write(tar, entry, path, buffer, bytes, progress);
            bytes += entry.getSize();
            places.add(new Place(name.get().format(), name.get().recordId()));
        }
    }

    private static void createDirectories(Path directory) throws IOException, ArchiveRefusedException {
        try {
            Files.createDirectories(directory);
        } catch (FileSystemException e) {
            if (e instanceof FileAlreadyExistsException || "Not a directory".equals(e.getReason())) {
                throw new ArchiveRefusedException("a file where a directory is needed: " + e.getFile());
            }
            throw e;
        }
    }

    /** A header that cannot be read is a broken archive; the library has no exception of its own for it. */
    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar)
            throws IOException, ArchiveRefusedException {
        try {
            return tar.getNextEntry();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            if (isTruncated(e)) {
                throw e;
            }
            throw new ArchiveRefusedException("no tar archive: " + e.getMessage());
        }
    }

    private static boolean isTruncated(IOException e) {
        return e instanceof EOFException || String.valueOf(e.getMessage()).contains("runcated");
    }

    private static void refuseUnlessPlain(TarArchiveEntry entry) throws ArchiveRefusedException {
        if (entry.isSparse()) {
            throw new ArchiveRefusedException("a file with holes: " + entry.getName());
        }
        // The flag itself: the library calls a device a file.
        boolean plain = switch (entry.getLinkFlag()) {
            case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_DIR -> true;
            default -> false;
        };
        if (!plain) {
            throw new ArchiveRefusedException("neither a file nor a directory: " + entry.getName());
        }
    }

    private static void write(
            TarArchiveInputStream tar,
            TarArchiveEntry entry,
            Path path,
            byte[] buffer,
            long before,
            LongConsumer progress)
            throws IOException, ArchiveRefusedException {
        long left = entry.getSize();
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (left > 0) {
                int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the archive ends in the middle of " + entry.getName());
                }
                out.write(buffer, 0, read);
                left -= read;
                progress.accept(before + entry.getSize() - left);
            }
        } catch (FileAlreadyExistsException _) {
            throw new ArchiveRefusedException("a file that is there twice: " + entry.getName());
        }
        if (Files.size(path) != entry.getSize()) {
            throw new IOException("%s has %d bytes on the disk, %d in the archive"
                    .formatted(path, Files.size(path), entry.getSize()));
        }
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("no directory for " + path);
        }
        return parent;
    }

    private ArchiveRefusedException tooLarge() {
        return new ArchiveRefusedException("larger than %d GiB (RECORDING_MAX_GIB)".formatted(limits.bytes() >> 30));
    }

    /** The files of one format of a recording, unpacked beside where they will be served from. */
    public record UnpackedFormat(SafeSegment format, SafeSegment recordId, Path directory) {}
}
