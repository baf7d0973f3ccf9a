package org.scalelite.api.upload;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.recording.RecordingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores archives in the spool directory. An archive is written to a hidden file, which is renamed for the importers
 * when it is complete, verified and synced to disk.
 */
@Singleton
final class UploadSpool {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSpool.class);
    private static final int GIB_SHIFT = 30;

    private final Path directory;
    private final long maxBytes;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    UploadSpool(RecordingConfig config, Settings settings) {
        this.directory = config.spool();
        this.maxBytes = (long) settings.get(Variables.RECORDING_MAX_GIB) << GIB_SHIFT;
    }

    /**
     * The state of an upload.
     *
     * @throws UploadException if the rest cannot be stored
     */
    UploadState find(Archive archive) {
        requireAllowedSize(archive);
        try {
            if (isStored(archive)) {
                return new UploadState.Stored();
            }
            long size = PartialFile.sizeOf(partial(archive));
            requireSpace(archive, size);
            return new UploadState.Partial(size);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Appends bytes to an archive.
     *
     * @param body opened only if its bytes are needed
     * @throws UploadException if they cannot be stored, or the complete archive differs from the announced one
     */
    UploadState append(Archive archive, ByteRange range, Supplier<InputStream> body) {
        if (!inProgress.add(archive.fileName())) {
            throw new UploadException(UploadError.claimed());
        }
        try {
            return switch (find(archive)) {
                case UploadState.Stored stored -> stored;
                case UploadState.Partial _ -> appendExclusively(archive, range, body);
            };
        } catch (IOException e) {
            throw failure(e);
        } finally {
            inProgress.remove(archive.fileName());
        }
    }

    private UploadState appendExclusively(Archive archive, ByteRange range, Supplier<InputStream> body)
            throws IOException {
        if (range.start() == 0) {
            AbandonedFiles.remove(directory);
        }
        try (PartialFile file = PartialFile.open(partial(archive))) {
            file.append(range, body);
            long size = file.size();
            if (size < archive.size()) {
                return new UploadState.Partial(size);
            }
            file.publish(directory.resolve(archive.fileName()), archive.sha256());
        }
        LOG.info("Received {} from server {} ({} bytes)", archive.fileName(), archive.sender(), archive.size());
        return new UploadState.Stored();
    }

    private boolean isStored(Archive archive) throws IOException {
        Path file = directory.resolve(archive.fileName());
        return Files.isRegularFile(file) && Files.size(file) == archive.size();
    }

    private Path partial(Archive archive) {
        return directory.resolve(archive.partialName());
    }

    private void requireAllowedSize(Archive archive) {
        if (archive.size() > maxBytes) {
            throw new UploadException(UploadError.tooLarge(archive.size(), maxBytes));
        }
    }

    private void requireSpace(Archive archive, long size) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new UploadException(UploadError.spool(directory, "it is no directory"));
        }
        if (!Files.isWritable(directory)) {
            throw new UploadException(UploadError.spool(directory, "it is not writable"));
        }
        long free = Files.getFileStore(directory).getUsableSpace();
        long needed = archive.size() - size;
        if (free < needed) {
            throw new UploadException(UploadError.noSpace(directory, needed, free));
        }
    }

    private UploadException failure(IOException cause) {
        LOG.warn("Cannot write an archive to the spool directory {}", directory, cause);
        return new UploadException(UploadError.spool(directory, String.valueOf(cause.getMessage())));
    }

    sealed interface UploadState {

        /** Complete, verified and visible to importers. */
        record Stored() implements UploadState {}

        /**
         * Incomplete.
         *
         * @param offset bytes stored
         */
        record Partial(long offset) implements UploadState {}
    }
}
