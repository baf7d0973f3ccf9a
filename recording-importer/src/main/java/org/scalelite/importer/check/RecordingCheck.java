package org.scalelite.importer.check;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.recording.RecordingChanges.Outcome;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.importer.archive.ArchiveRefusedException;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.check.RecordingCheckRepository.KnownRecording;
import org.scalelite.importer.publish.Reindex;

/**
 * Compares rows with files, both ways, and puts right what can be put right without losing anything: files are moved to
 * where the row says, rows that are missing are read from {@code metadata.xml}, files of deleted recordings go.
 */
@Singleton
public record RecordingCheck(
        RecordingCheckRepository rows,
        RecordingChanges changes,
        RecordingFiles files,
        RecordingConfig config,
        Reindex reindex) {
    private static final int CHUNK = 500;

    /**
     * Checks all recordings.
     *
     * @param repair put right what differs
     * @param found is told of each difference as it is found
     * @throws IOException if a directory cannot be read, or files cannot be changed
     */
    public void run(boolean repair, Consumer<Discrepancy> found) throws IOException {
        List<KnownRecording> chunk = rows.after(Long.MIN_VALUE);
        while (!chunk.isEmpty()) {
            for (KnownRecording recording : chunk) {
                checkFiles(recording, repair, found);
            }
            chunk = rows.after(chunk.getLast().id());
        }
        checkRows(config.published(), true, repair, found);
        checkRows(config.unpublished(), false, repair, found);
    }

    /**
     * Moves the files of unpublished recordings from where they are served, where an older program left them; nothing else
     * is changed.
     *
     * @param outcome is told what became of each recording that had such files
     */
    public void moveUnpublished(BiConsumer<String, Outcome> outcome) {
        List<KnownRecording> chunk = rows.after(Long.MIN_VALUE);
        while (!chunk.isEmpty()) {
            for (KnownRecording recording : chunk) {
                if (!recording.published() && !recording.deleted()) {
                    Outcome of = changes.moveUnpublished(recording.recordId());
                    if (of != Outcome.NOT_FOUND) {
                        outcome.accept(recording.recordId(), of);
                    }
                }
            }
            chunk = rows.after(chunk.getLast().id());
        }
    }

    private void checkFiles(KnownRecording recording, boolean repair, Consumer<Discrepancy> found) throws IOException {
        Optional<SafeSegment> id = SafeSegment.of(recording.recordId());
        if (id.isEmpty()) {
            found.accept(
                    new Discrepancy(recording.recordId(), "", "its record id can be no name of a directory", false));
            return;
        }
        if (recording.deleted()) {
            checkDeleted(id.get(), repair, found);
            return;
        }
        for (String format : recording.formats()) {
            checkFormat(recording, format, repair, found);
        }
    }

    private void checkDeleted(SafeSegment id, boolean repair, Consumer<Discrepancy> found) throws IOException {
        for (Path directory : List.of(config.published(), config.unpublished())) {
            for (Path format : RecordingFiles.directoriesIn(directory)) {
                if (Files.exists(format.resolve(id.value()))) {
                    if (repair) {
                        files.delete(id);
                    }
                    found.accept(
                            new Discrepancy(id.value(), name(format), "it was deleted, but there are files", repair));
                }
            }
        }
    }

    private void checkFormat(KnownRecording recording, String format, boolean repair, Consumer<Discrepancy> found) {
        SafeSegment id = new SafeSegment(recording.recordId());
        Optional<SafeSegment> name = SafeSegment.of(format);
        if (name.isEmpty()) {
            found.accept(
                    new Discrepancy(recording.recordId(), format, "the format can be no name of a directory", false));
            return;
        }
        boolean published = Files.isDirectory(files.published(name.get(), id));
        boolean unpublished = Files.isDirectory(files.unpublished(name.get(), id));
        if (!published && !unpublished) {
            found.accept(new Discrepancy(
                    recording.recordId(), format, "its files are missing: import its archive again", false));
            return;
        }
        boolean right = recording.published() ? published && !unpublished : unpublished && !published;
        if (!right) {
            boolean done = repair
                    && changes.publish(
                                    List.of(recording.recordId()),
                                    recording.published(),
                                    new RecordingScope.Everything())
                            == Outcome.DONE;
            String state = recording.published() ? "published" : "unpublished";
            found.accept(new Discrepancy(
                    recording.recordId(), format, "it is %s, but its files lie elsewhere".formatted(state), done));
        }
    }

    private void checkRows(Path directory, boolean published, boolean repair, Consumer<Discrepancy> found)
            throws IOException {
        for (Path format : RecordingFiles.directoriesIn(directory)) {
            List<Path> chunk = new ArrayList<>();
            for (Path recording : RecordingFiles.directoriesIn(format)) {
                chunk.add(recording);
                if (chunk.size() == CHUNK) {
                    checkRows(format, chunk, published, repair, found);
                    chunk.clear();
                }
            }
            checkRows(format, chunk, published, repair, found);
        }
    }

    private void checkRows(
            Path format, List<Path> chunk, boolean published, boolean repair, Consumer<Discrepancy> found)
            throws IOException {
        Set<String> known = rows.known(
                name(format), chunk.stream().map(RecordingCheck::name).toArray(String[]::new));
        for (Path recording : chunk) {
            if (!known.contains(name(recording))) {
                found.accept(withoutRow(format, recording, published, repair));
            }
        }
    }

    private Discrepancy withoutRow(Path format, Path recording, boolean published, boolean repair) throws IOException {
        Optional<SafeSegment> formatName = SafeSegment.of(name(format));
        Optional<SafeSegment> id = SafeSegment.of(name(recording));
        if (formatName.isEmpty() || id.isEmpty()) {
            return new Discrepancy("", name(format), recording + " is of no recording", false);
        }
        String problem = "there are files, but no row";
        if (!repair) {
            return new Discrepancy(id.get().value(), name(format), problem, false);
        }
        try {
            reindex.run(new UnpackedFormat(formatName.get(), id.get(), recording), published);
            return new Discrepancy(id.get().value(), name(format), problem, true);
        } catch (ArchiveRefusedException e) {
            return new Discrepancy(
                    id.get().value(), name(format), problem + ", and none can be made: " + e.getMessage(), false);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /**
     * Where rows and files differ.
     *
     * @param recordId empty for what belongs to no recording
     * @param format empty if it concerns all formats
     * @param repaired whether it was put right
     */
    public record Discrepancy(String recordId, String format, String problem, boolean repaired) {}
}
