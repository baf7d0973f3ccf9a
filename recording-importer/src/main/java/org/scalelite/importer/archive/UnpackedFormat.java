package org.scalelite.importer.archive;

import java.nio.file.Path;
import org.scalelite.common.recording.SafeSegment;

/** The files of one format of a recording, unpacked beside where they will be served from. */
public record UnpackedFormat(SafeSegment format, SafeSegment recordId, Path directory) {}
