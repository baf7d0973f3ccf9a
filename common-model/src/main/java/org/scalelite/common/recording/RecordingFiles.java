package org.scalelite.common.recording;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of recordings: {@code DIRECTORY/FORMAT/RECORD_ID/}. The only class that touches those directories. */
public final class RecordingFiles {
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

    /** Whether the files of a format are where they are served from. */
    public boolean isPublished(SafeSegment format, SafeSegment recordId) {
        return Files.isDirectory(published(format, recordId));
    }
}
