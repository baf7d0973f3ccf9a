package org.scalelite.common.recording;

import java.nio.file.Path;
import org.scalelite.common.config.EnumText;

/**
 * What is known of a text that is shown while a recording plays. The text itself is not part of it: it may be large, and
 * lists do without.
 *
 * @param language a BCP 47 tag
 * @param label what people choose it by
 */
public record TextTrack(Kind kind, String language, String label, Source source) {

    /**
     * A track that was uploaded.
     *
     * @param webVtt the text as players read it
     */
    public record Uploaded(TextTrack track, String webVtt) {}

    /** Where the text of a track is. */
    public sealed interface Text {
        /** It was uploaded, which bounds its size. */
        record Stored(String webVtt) implements Text {}

        /** It came with the archive and may be of any size: to be streamed. */
        record InFile(Path file, long bytes) implements Text {}
    }

    /** What the text is for. */
    public enum Kind implements EnumText {
        /** Translation or transcript of what is said. */
        SUBTITLES,
        /** All that is heard. */
        CAPTIONS;
    }

    /** Where a text comes from. */
    public enum Source implements EnumText {
        LIVE,
        AUTOMATIC,
        UPLOAD;
    }

    /** What it is called in links: what came with the archive keeps the name that it has in there. */
    public String fileName() {
        return source == Source.LIVE ? TextTrackFiles.fileName(language) : kind.text() + "_" + language + ".vtt";
    }
}
