package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files below a directory, and their media types. */
class FileTreeTest {
    private final Path outside;
    private final Path root;

    FileTreeTest(@TempDir Path directory) throws IOException {
        outside = Files.writeString(directory.resolve("secret"), "s");
        root = directory.resolve("root");
        Files.createDirectories(root.resolve("deep"));
        Files.writeString(root.resolve("deep/file"), "four");
    }

    private FileTree.Place find(String... names) {
        return FileTree.find(root, List.of(names));
    }

    @Test
    void findsFilesAndDirectories() {
        assertThat(find("deep")).isEqualTo(new FileTree.Place.Directory());
        assertThat(find("deep", "file"))
                .isInstanceOfSatisfying(
                        FileTree.Place.File.class,
                        file -> assertThat(file.size()).isEqualTo(4));
    }

    @Test
    void leadsNowhereElse() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("deep/inner"), root.resolve("deep/file"));
        for (List<String> names : List.of(
                List.of("..", "secret"),
                List.of("deep", "..", "deep", "file"),
                List.of("link"),
                List.of("deep", "inner"),
                List.of("missing"),
                List.of("deep", "file", "below"),
                List.of("a\0b"))) {
            assertThat(FileTree.find(root, names)).as(names.toString()).isEqualTo(new FileTree.Place.NotFound());
        }
    }

    @Test
    void rootMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolveSibling("published"), root);
        assertThat(FileTree.find(link, List.of("deep", "file"))).isInstanceOf(FileTree.Place.File.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "index.html, text/html; charset=utf-8",
                "A.WEBM, video/webm",
                "captions.en.vtt, text/vtt; charset=utf-8",
                "archive.tar.gz, -",
                "html, -",
                ".html, text/html; charset=utf-8",
                "html., -"
            })
    void mediaTypeIsThatOfTheExtension(String name, @Nullable String type) {
        assertThat(FileTypes.of(name)).isEqualTo(Optional.ofNullable(type));
    }
}
