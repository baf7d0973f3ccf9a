package org.scalelite.common.recording;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of recordings: {@code DIRECTORY/FORMAT/RECORD_ID/}. The only class that touches those directories. A caller
 * that moves or removes files holds the lock of the recording's row.
 */
@Singleton
public final class RecordingFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingFiles.class);

    private final Path published;
    private final Path unpublished;

    /** The files below the configured directories. */
    public RecordingFiles(RecordingConfig config) {
        this.published = config.published();
        this.unpublished = config.unpublished();
    }

    /** Where a format of a recording is while it is published. */
    public Path published(SafeSegment format, SafeSegment recordId) {
        return published.resolve(format.value()).resolve(recordId.value());
    }

    /** Where a format of a recording is while it is unpublished. */
    public Path unpublished(SafeSegment format, SafeSegment recordId) {
        return unpublished.resolve(format.value()).resolve(recordId.value());
    }

    /** Where the files of a format are now. */
    public Optional<Path> find(SafeSegment format, SafeSegment recordId) {
        return Stream.of(published(format, recordId), unpublished(format, recordId))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /**
     * Takes all formats of a recording to where they are served from. What is there already stays.
     *
     * @throws IOException if that is not possible for one; all are where they were then
     */
    public void publish(SafeSegment recordId, List<SafeSegment> formats) throws IOException {
        move(formats.stream()
                .map(format -> new Move(unpublished(format, recordId), published(format, recordId)))
                .toList());
    }

    /**
     * Moves all formats of a recording out of the served directories. Formats that are not there are left alone.
     *
     * @throws IOException if that is not possible for one; all are where they were then
     */
    public void unpublish(SafeSegment recordId, List<SafeSegment> formats) throws IOException {
        move(formats.stream()
                .map(format -> new Move(published(format, recordId), unpublished(format, recordId)))
                .toList());
    }

    /** Removes all files of a recording, of formats too that its rows do not know. */
    public void delete(SafeSegment recordId) throws IOException {
        for (Path directory : List.of(published, unpublished)) {
            for (Path format : directoriesIn(directory)) {
                DirectoryMove.delete(format.resolve(recordId.value()));
            }
        }
    }

    /** The directories in a directory, if there is one. */
    public static List<Path> directoriesIn(Path directory) throws IOException {
        List<Path> directories = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, Files::isDirectory)) {
                children.forEach(directories::add);
            }
        }
        return directories;
    }

    private record Move(Path source, Path target) {
        boolean isPossible() {
            return Files.isDirectory(source) || Files.isDirectory(target);
        }

        boolean isDone() {
            return Files.isDirectory(target);
        }
    }

    private static void move(List<Move> moves) throws IOException {
        for (Move move : moves) {
            if (!move.isPossible()) {
                throw new NoSuchFileException(
                        move.source().toString(), move.target().toString(), "neither of the two is there");
            }
        }
        Deque<Move> done = new ArrayDeque<>();
        try {
            for (Move move : moves) {
                if (!move.isDone()) {
                    DirectoryMove.move(move.source(), move.target());
                    done.push(move);
                }
            }
        } catch (IOException e) {
            undo(done, e);
            throw e;
        }
        // Only now: a copy that a crash or an older program left behind, while the other one is whole.
        for (Move move : moves) {
            DirectoryMove.delete(move.source());
        }
    }

    private static void undo(Deque<Move> done, IOException reason) {
        for (Move move : done) {
            try {
                DirectoryMove.move(move.target(), move.source());
            } catch (IOException e) {
                LOG.warn("Cannot move {} back to {}: {}", move.target(), move.source(), e.toString());
                reason.addSuppressed(e);
            }
        }
    }
}
