package org.scalelite.common.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links and file names of recordings are untrusted (specification, sections 11 and 12). */
class PlaybackPathTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";

    @ParameterizedTest
    @CsvSource({
        "https://b/playback/presentation/2.3/ID, /playback/presentation/2.3/ID",
        "HTTP://b:80/podcast/ID/audio.ogg, /podcast/ID/audio.ogg",
        "/playback/presentation/2.0/playback.html?meetingId=ID, /playback/presentation/2.0/playback.html?meetingId=ID",
        "https://b/playback/video/ID/?a=b&next=https://c//d#t, /playback/video/ID/?a=b&next=https://c//d#t",
        "https://b/recording/screenshare/ID/, /recording/screenshare/ID/",
        "https://b/download/ID.mp4, /download/ID.mp4",
        "https://b/notes/ID/a..b%20c.pdf, /notes/ID/a..b%20c.pdf"
    })
    void acceptsLinksWithTheRecordId(String link, String path) {
        PlaybackPath found = PlaybackPath.of(link.replace("ID", ID)).orElseThrow();
        assertThat(found.value()).isEqualTo(path.replace("ID", ID));
        assertThat(found.names(ID)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil/ID",
                "https://b//evil/ID",
                "/\\evil/ID",
                "/a/..\\ID",
                "/a/../ID",
                "/a/%2E%2e/ID",
                "/a%2f..%2fID",
                "/%5cevil/ID",
                "/%2Fevil/ID",
                "/x/ID\r\nSet-Cookie: a=b",
                "/x/ID?a=\nb",
                "/x/ID\u0085",
                "javascript:alert(1)//ID",
                "ftp://b/ID",
                "https://b",
                "ID",
                ""
            })
    void rejectsLinksToOtherHosts(String link) {
        assertThat(PlaybackPath.of(link.replace("ID", ID))).isEmpty();
    }

    @Test
    void doesNotNameAnotherRecording() {
        assertThat(PlaybackPath.of("/video/x" + ID + "/").orElseThrow().names(ID))
                .isFalse();
        assertThat(PlaybackPath.of("/video/" + ID + "0/").orElseThrow().names(ID))
                .isFalse();
        assertThat(PlaybackPath.of("/video/").orElseThrow().names(ID)).isFalse();
        assertThat(PlaybackPath.of("/a" + ID + "/" + ID).orElseThrow().names(ID))
                .isTrue();
    }

    @Test
    void storedLinksMayLackTheSlash() {
        assertThat(PlaybackPath.ofStored("video/1/")).hasValue(new PlaybackPath("/video/1/"));
        assertThat(PlaybackPath.ofStored("https://b/video/1/")).hasValue(new PlaybackPath("/video/1/"));
        assertThat(PlaybackPath.ofStored("//evil/1/")).isEmpty();
        assertThat(PlaybackPath.ofStored("/video\r\n/1/")).isEmpty();
    }

    @Test
    void percentEncodesNonUtf8FileNames() {
        assertThat(FileName.of("Zürich 100%.png".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Zürich 100%.png");
        assertThat(FileName.of("Zürich 100%.png".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("Z%FCrich 100%25.png");
        assertThat(FileName.of(("ü".repeat(200) + ".png").getBytes(StandardCharsets.ISO_8859_1)))
                .hasSizeLessThan(255)
                .endsWith("%FC.png");
    }
}
