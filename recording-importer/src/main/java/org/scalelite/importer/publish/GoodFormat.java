package org.scalelite.importer.publish;

import org.scalelite.importer.archive.RecordingMetadata;
import org.scalelite.importer.archive.UnpackedFormat;

/** A format that can be played once its files are in place. */
record GoodFormat(UnpackedFormat files, RecordingMetadata metadata) {}
