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
 * Takes archives into the spool directory. An archive grows in a hidden file and gets the name that importers look for
 * only when it is whole, verified and on the disk.
 */
@Singleton
final class UploadSpool {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSpool.class);
    private static final int GIB_SHIFT = 30;

    private final Path directory;
    private final long maxBytes;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    UploadSpool(RecordingConfig config, Settings settings) {
        this.directory = config.spool();
        this.maxBytes = (long) settings.get(Variables.RECORDING_MAX_GIB) << GIB_SHIFT;
    }

    /**
     * How much of an archive is here.
     *
     * @throws UploadRefusedException if the rest could not be taken now
     */
    UploadState find(Archive archive) {
        refuseTooLarge(archive);
        try {
            if (isStored(archive)) {
                return new UploadState.Stored();
            }
            long held = PartialFile.sizeOf(partial(archive));
            refuseWithoutSpace(archive, held);
            return new UploadState.Partial(held);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Takes some bytes of an archive, in order.
     *
     * @param body opened only if its bytes are wanted
     * @throws UploadRefusedException if they cannot be taken, or the whole is not what was announced
     */
    UploadState take(Archive archive, ByteRange range, Supplier<InputStream> body) {
        if (!underWay.add(archive.fileName())) {
            throw new UploadRefusedException(Refusal.claimed());
        }
        try {
            return switch (find(archive)) {
                case UploadState.Stored stored -> stored;
                case UploadState.Partial _ -> takeAlone(archive, range, body);
            };
        } catch (IOException e) {
            throw failure(e);
        } finally {
            underWay.remove(archive.fileName());
        }
    }

    private UploadState takeAlone(Archive archive, ByteRange range, Supplier<InputStream> body) throws IOException {
        if (range.start() == 0) {
            AbandonedFiles.remove(directory);
        }
        try (PartialFile file = PartialFile.open(partial(archive))) {
            file.append(range, body);
            long held = file.size();
            if (held < archive.size()) {
                return new UploadState.Partial(held);
            }
            file.publish(directory.resolve(archive.fileName()), archive.sha256());
        }
        LOG.info("Server {} has sent {} ({} bytes)", archive.sender(), archive.fileName(), archive.size());
        return new UploadState.Stored();
    }

    private boolean isStored(Archive archive) throws IOException {
        Path file = directory.resolve(archive.fileName());
        return Files.isRegularFile(file) && Files.size(file) == archive.size();
    }

    private Path partial(Archive archive) {
        return directory.resolve(archive.partialName());
    }

    private void refuseTooLarge(Archive archive) {
        if (archive.size() > maxBytes) {
            throw new UploadRefusedException(Refusal.tooLarge(archive.size(), maxBytes));
        }
    }

    private void refuseWithoutSpace(Archive archive, long held) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new UploadRefusedException(Refusal.spool(directory, "it is no directory"));
        }
        if (!Files.isWritable(directory)) {
            throw new UploadRefusedException(Refusal.spool(directory, "it is not writable"));
        }
        long free = Files.getFileStore(directory).getUsableSpace();
        long needed = archive.size() - held;
        if (free < needed) {
            throw new UploadRefusedException(Refusal.noSpace(directory, needed, free));
        }
    }

    private UploadRefusedException failure(IOException cause) {
        LOG.warn("An archive cannot be written to the spool directory {}", directory, cause);
        return new UploadRefusedException(Refusal.spool(directory, String.valueOf(cause.getMessage())));
    }
}
