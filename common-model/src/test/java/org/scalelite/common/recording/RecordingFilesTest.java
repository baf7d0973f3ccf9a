package org.scalelite.common.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Settings;

/** The directories of recordings on a real disk. */
class RecordingFilesTest {
    private static final SafeSegment ID = new SafeSegment("rec-1");
    private static final SafeSegment VIDEO = new SafeSegment("video");
    private static final SafeSegment PODCAST = new SafeSegment("podcast");

    private final Path directory;
    private final RecordingFiles files;

    RecordingFilesTest(@TempDir Path directory) {
        this.directory = directory;
        this.files = new RecordingFiles(RecordingConfig.of(Settings.of(Map.of(
                "RECORDING_PUBLISH_DIR", directory.resolve("published").toString(),
                "RECORDING_UNPUBLISH_DIR", directory.resolve("unpublished").toString()))));
    }

    private static Path fill(Path format) throws IOException {
        Files.createDirectories(format.resolve("deep"));
        return Files.writeString(format.resolve("deep/file"), format.toString());
    }

    @Test
    void allFormatsMoveOrNone() throws IOException {
        fill(files.published(VIDEO, ID));
        assertThatThrownBy(() -> files.unpublish(ID, List.of(VIDEO, PODCAST))).isInstanceOf(NoSuchFileException.class);
        assertThat(files.published(VIDEO, ID)).isDirectory();

        fill(files.published(PODCAST, ID));
        // Where the directory of a format should be is a file.
        Files.createDirectories(directory.resolve("unpublished"));
        Path wall = Files.createFile(directory.resolve("unpublished/podcast"));
        assertThatThrownBy(() -> files.unpublish(ID, List.of(VIDEO, PODCAST))).isInstanceOf(IOException.class);
        assertThat(files.published(VIDEO, ID).resolve("deep/file")).exists();
        assertThat(files.unpublished(VIDEO, ID)).doesNotExist();

        Files.delete(wall);
        files.unpublish(ID, List.of(VIDEO, PODCAST));
        assertThat(files.unpublished(VIDEO, ID).resolve("deep/file")).exists();
        assertThat(files.unpublished(PODCAST, ID).resolve("deep/file")).exists();
        assertThat(files.published(VIDEO, ID)).doesNotExist();
        files.unpublish(ID, List.of(VIDEO, PODCAST));
        assertThat(files.find(VIDEO, ID)).hasValue(files.unpublished(VIDEO, ID));
    }

    @Test
    void deletingTakesEveryFormatOfThisRecordingOnly() throws IOException {
        SafeSegment other = new SafeSegment("rec-10");
        Path kept = fill(files.published(VIDEO, other));
        fill(files.published(VIDEO, ID));
        fill(files.unpublished(PODCAST, ID));
        files.delete(ID);
        assertThat(files.find(VIDEO, ID)).isEmpty();
        assertThat(files.find(PODCAST, ID)).isEmpty();
        assertThat(kept).exists();
        files.delete(ID);
    }

    private static TextTrack.Uploaded track(TextTrack.Kind kind, String language, String label, String webVtt) {
        return new TextTrack.Uploaded(new TextTrack(kind, language, label, TextTrack.Source.UPLOAD), webVtt);
    }

    @Test
    void textTracksAreMergedWithThoseThatAreThere() throws IOException {
        Path format = directory.resolve("staged");
        Files.createDirectories(format);
        Files.writeString(
                format.resolve("captions.json"),
                "[{\"locale\":\"fr\",\"localeName\":\"Français\",\"more\":1},{\"locale\":\"de\",\"localeName\":\"alt\"}]");
        TextTrackFiles.write(format, List.of());
        assertThat(format.resolve("caption_de.vtt")).doesNotExist();
        TextTrackFiles.write(
                format,
                List.of(
                        track(TextTrack.Kind.CAPTIONS, "de", "Neu", "captions"),
                        track(TextTrack.Kind.SUBTITLES, "de", "Nur", "subtitles")));
        assertThat(Files.readString(format.resolve("captions.json")))
                .isEqualTo("[{\"locale\":\"fr\",\"localeName\":\"Français\",\"more\":1},"
                        + "{\"locale\":\"de\",\"localeName\":\"Neu\"}]");
        assertThat(Files.readString(format.resolve("caption_de.vtt"))).isEqualTo("captions");
        Files.writeString(format.resolve("captions.json"), "{broken");
        TextTrackFiles.write(format, List.of(track(TextTrack.Kind.SUBTITLES, "it", "I", "x")));
        assertThat(Files.readString(format.resolve("captions.json")))
                .isEqualTo("[{\"locale\":\"it\",\"localeName\":\"I\"}]");
        try (var children = Files.list(format)) {
            assertThat(children).as("no temporary file stays").hasSize(3);
        }
    }
}
