package org.scalelite.importer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.recording.SafeSegment;

/** Names of entries in archives (specification, 16.15); {@link HostileArchiveTest} unpacks them. */
class EntryNameTest {
    private static final EntryName FILE =
            new EntryName(new SafeSegment("presentation"), new SafeSegment("r1"), List.of("slides", "größe 1.png"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presentation/r1/slides/größe 1.png",
                "./presentation/r1/slides/größe 1.png",
                "presentation//r1/./slides/größe 1.png"
            })
    void readsAFile(String name) throws ArchiveRefusedException {
        assertThat(EntryName.of(name, false)).contains(FILE);
        assertThat(FILE.below(Path.of("/work"))).isEqualTo(Path.of("/work/presentation/r1/slides/größe 1.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./", "", "presentation/", "."})
    void directoriesAboveNeedNoFile(String name) throws ArchiveRefusedException {
        assertThat(EntryName.of(name, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/evil, absolute path",
        "../evil, a path that is not allowed",
        "presentation/r1/a/../../../evil, a path that is not allowed",
        "presentation/r1/a\tb, a path that is not allowed",
        "evil, a file outside of FORMAT/RECORD_ID/",
        "presentation/evil, a file outside of FORMAT/RECORD_ID/",
        "pre sentation/r1/x, a format or record id that is no plain name",
        "presentation/.r1/x, a format or record id that is no plain name"
    })
    void refusesOtherFiles(String name, String reason) {
        assertThatThrownBy(() -> EntryName.of(name, false))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void limitsDepthAndLength() throws ArchiveRefusedException {
        assertThat(EntryName.of("p/r1" + "/a".repeat(38), false)).isPresent();
        assertThatThrownBy(() -> EntryName.of("p/r1" + "/a".repeat(39), false)).hasMessageContaining("nested too deep");
        assertThat(EntryName.of("p/r1/" + "a".repeat(255), false)).isPresent();
        assertThatThrownBy(() -> EntryName.of("p/r1/" + "ä".repeat(128), false))
                .hasMessageContaining("a path that is not allowed");
    }

    @Test
    void reasonHasNoControlCharacters() {
        assertThatThrownBy(() -> EntryName.of("p/r1/a\u001b[31m", false)).hasMessageEndingWith("p/r1/a?[31m");
        assertThatThrownBy(() -> EntryName.of("/" + "a".repeat(300), false))
                .hasMessageEndingWith("…")
                .extracting(e -> String.valueOf(e.getMessage()).length())
                .isEqualTo("absolute path: ".length() + 256);
    }
}
