package org.scalelite.common.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.recording.TextTrack.Kind;
import org.scalelite.common.recording.TextTrack.Source;

/** Text tracks in the directory of a format. */
class TextTrackFilesTest {
    private final Path directory;

    TextTrackFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static TextTrack.Uploaded uploaded(Kind kind, String language, String label, String text) {
        return new TextTrack.Uploaded(new TextTrack(kind, language, label, Source.UPLOAD), text);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }

    @Test
    void playerFindsAnUploadedTrack() throws IOException {
        TextTrackFiles.write(directory, List.of(uploaded(Kind.CAPTIONS, "en-US", "English \"US\"", "WEBVTT")));
        assertThat(directory.resolve("captions.json"))
                .hasContent("[{\"locale\":\"en-US\",\"localeName\":\"English \\\"US\\\"\"}]");
        assertThat(directory.resolve("caption_en-US.vtt")).hasContent("WEBVTT");
        assertThat(TextTrackFiles.text(directory, "en-US"))
                .contains(new TextTrack.Text.InFile(directory.resolve("caption_en-US.vtt"), 6));
    }

    @Test
    void captionsPrecedeSubtitlesOfALanguage() throws IOException {
        TextTrackFiles.write(
                directory,
                List.of(
                        uploaded(Kind.CAPTIONS, "de", "Untertitel", "captions"),
                        uploaded(Kind.SUBTITLES, "de", "Deutsch", "subtitles")));
        assertThat(directory.resolve("caption_de.vtt")).hasContent("captions");
        assertThat(TextTrackFiles.list(directory))
                .containsExactly(new TextTrack(Kind.CAPTIONS, "de", "Untertitel", Source.LIVE));
    }

    @Test
    void otherLanguagesStay() throws IOException {
        write("captions.json", "[{\"locale\":\"fr\",\"localeName\":\"Français\",\"x\":1},{\"locale\":\"de\"}]");
        write("caption_fr.vtt", "français");
        TextTrackFiles.write(directory, List.of(uploaded(Kind.CAPTIONS, "de", "Deutsch", "neu")));
        assertThat(directory.resolve("captions.json"))
                .hasContent("[{\"locale\":\"fr\",\"localeName\":\"Français\",\"x\":1},"
                        + "{\"locale\":\"de\",\"localeName\":\"Deutsch\"}]");
        assertThat(TextTrackFiles.list(directory))
                .extracting(TextTrack::language)
                .containsExactly("fr", "de");
    }

    @Test
    void noTrackChangesNothing() throws IOException {
        TextTrackFiles.write(directory, List.of());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void listsTracksWhoseTextIsThere() throws IOException {
        write(
                "captions.json",
                "[{\"locale\":\"fr\"},{\"locale\":\"../../secret\"},{\"locale\":\"gone\"},{\"locale\":\"link\"},{}]");
        write("caption_fr.vtt", "x");
        write("secret.vtt", "x");
        Files.createSymbolicLink(directory.resolve("caption_link.vtt"), directory.resolve("secret.vtt"));
        assertThat(TextTrackFiles.list(directory))
                .as("the label of a track without one is its language")
                .containsExactly(new TextTrack(Kind.CAPTIONS, "fr", "fr", Source.LIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "null", "\"x\""})
    void unreadableListIsEmpty(String content) throws IOException {
        write("captions.json", content);
        assertThat(TextTrackFiles.list(directory)).isEmpty();
    }

    @Test
    void tooLargeListIsEmpty() throws IOException {
        write("captions.json", "[{\"locale\":\"fr\"}]" + " ".repeat(1 << 20));
        write("caption_fr.vtt", "x");
        assertThat(TextTrackFiles.list(directory)).isEmpty();
    }
}
