package org.scalelite.importer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.job.RenameJournal;

/** New formats take the place of old ones, or everything is as before. */
class DirectorySwapTest {
    private static final SafeSegment ID = new SafeSegment("rec-1");
    private static final SafeSegment VIDEO = new SafeSegment("video");

    private final Path directory;
    private final RecordingFiles files;
    private final DirectorySwap swap;
    private final List<UnpackedFormat> formats;

    DirectorySwapTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        files = new RecordingFiles(RecordingConfig.of(Settings.of(Map.of(
                "RECORDING_PUBLISH_DIR", directory.resolve("published").toString(),
                "RECORDING_UNPUBLISH_DIR", directory.resolve("unpublished").toString()))));
        swap = new DirectorySwap(files);
        formats = List.of(new UnpackedFormat(VIDEO, ID, fill(directory.resolve("work"), "new")));
    }

    private static Path fill(Path format, String text) throws IOException {
        Files.createDirectories(format);
        Files.writeString(format.resolve("file"), text);
        return format;
    }

    private Path place(boolean published) {
        return published ? files.published(VIDEO, ID) : files.unpublished(VIDEO, ID);
    }

    /** The journal as another importer reads it after a crash. */
    private RenameJournal plan() {
        return RenameJournal.of(swap.plan(formats, 7).text());
    }

    @Test
    void newRecordingReplacesNothing() throws IOException {
        assertThat(swap.plan(formats, 7)).isEqualTo(RenameJournal.NONE);
        swap.store(formats, true);
        assertThat(place(true).resolve("file")).hasContent("new");
        assertThat(directory.resolve("work")).doesNotExist();
    }

    private RenameJournal oldFormatMovedAside(boolean published) throws IOException {
        fill(place(published), "old");
        RenameJournal journal = plan();
        swap.moveAside(journal);
        return journal;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newFormatReplacesOldOne(boolean published) throws IOException {
        RenameJournal journal = oldFormatMovedAside(published);
        swap.store(formats, published);
        swap.forget(journal);
        assertThat(place(published).resolve("file")).hasContent("new");
        assertThat(place(published).getParent()).isDirectoryNotContaining(path -> !path.endsWith("rec-1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void undoRestoresOldFormat(boolean published) throws IOException {
        RenameJournal journal = oldFormatMovedAside(published);
        assertThat(place(published)).doesNotExist();
        swap.store(formats, published);
        swap.undo(journal);
        swap.undo(journal);
        assertThat(place(published).resolve("file")).hasContent("old");
        assertThat(place(published).getParent()).isDirectoryNotContaining(path -> !path.endsWith("rec-1"));
    }

    @Test
    void undoBeforeTheFirstRenameChangesNothing() throws IOException {
        fill(place(true), "old");
        swap.undo(plan());
        assertThat(place(true).resolve("file")).hasContent("old");
    }

    @Test
    void refusesAPlaceThatWasTakenMeanwhile() throws IOException {
        fill(place(true), "of another program");
        assertThatThrownBy(() -> swap.store(formats, true)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(place(true).resolve("file")).hasContent("of another program");
    }

    @Test
    void journalIsReadForOneRecording() {
        Path place = Path.of("/p/video/rec-1");
        RenameJournal journal = new RenameJournal(List.of(
                new RenameJournal.Move(place, Path.of("/p/video/.rec-1.7.old")),
                new RenameJournal.Move(Path.of("/p/video/rec-2"), Path.of("/p/video/.rec-2.7.old"))));
        assertThat(RenameJournal.of(journal.text())).isEqualTo(journal);
        assertThat(journal.of(ID).list()).extracting(RenameJournal.Move::place).containsExactly(place);
        assertThat(RenameJournal.of("")).isEqualTo(RenameJournal.NONE);
    }
}
