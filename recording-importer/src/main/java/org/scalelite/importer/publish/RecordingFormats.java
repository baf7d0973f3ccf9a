package org.scalelite.importer.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.archive.RecordingMetadata;

/** The formats of one recording that an archive holds; one at least. */
record RecordingFormats(String recordId, List<GoodFormat> formats) {
    RecordingFormats {
        formats = List.copyOf(formats);
    }

    /** By recording, always in the same order: importers that lock the same rows must not wait for each other. */
    static List<RecordingFormats> group(List<GoodFormat> formats) {
        TreeMap<String, List<GoodFormat>> byId = new TreeMap<>();
        for (GoodFormat format : formats) {
            byId.computeIfAbsent(format.metadata().recordId(), _ -> new ArrayList<>())
                    .add(format);
        }
        return byId.entrySet().stream()
                .map(entry -> new RecordingFormats(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The record id as part of a path. */
    SafeSegment id() {
        return formats.getFirst().files().recordId();
    }

    /** What all formats say alike is taken from the first. */
    RecordingMetadata first() {
        return formats.getFirst().metadata();
    }

    List<UnpackedFormat> files() {
        return formats.stream().map(GoodFormat::files).toList();
    }

    /** A format that can be played once its files are in place. */
    record GoodFormat(UnpackedFormat files, RecordingMetadata metadata) {}
}
