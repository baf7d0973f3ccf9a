package org.scalelite.importer.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.recording.SafeSegment;

/** Where an entry of an archive belongs: {@code FORMAT/RECORD_ID/…}, and nowhere else. */
record EntryName(SafeSegment format, SafeSegment recordId, List<String> below) {
    private static final int MAX_SEGMENT_BYTES = 255;
    private static final int MAX_DEPTH = 40;

    /**
     * Reads the name of an entry.
     *
     * @return empty for {@code ./}, {@code FORMAT/} and the like, which need no file
     * @throws ArchiveRefusedException if the name leads out of the directory of a recording
     */
    static Optional<EntryName> of(String name, boolean directory) throws ArchiveRefusedException {
        if (name.startsWith("/")) {
            throw new ArchiveRefusedException("absolute path: " + quote(name));
        }
        List<String> segments = new ArrayList<>();
        for (String segment : name.split("/", -1)) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(checked(segment, name));
            }
        }
        if (segments.size() > MAX_DEPTH) {
            throw new ArchiveRefusedException("nested too deep: " + quote(name));
        }
        if (segments.size() < (directory ? 2 : 3)) {
            if (directory) {
                return Optional.empty();
            }
            throw new ArchiveRefusedException("a file outside of FORMAT/RECORD_ID/: " + quote(name));
        }
        return Optional.of(new EntryName(
                safe(segments.get(0), name), safe(segments.get(1), name), segments.subList(2, segments.size())));
    }

    private static String checked(String segment, String name) throws ArchiveRefusedException {
        boolean hostile = segment.equals("..")
                || segment.chars().anyMatch(Character::isISOControl)
                || segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES;
        if (hostile) {
            throw new ArchiveRefusedException("a path that is not allowed: " + quote(name));
        }
        return segment;
    }

    private static SafeSegment safe(String segment, String name) throws ArchiveRefusedException {
        return SafeSegment.of(segment)
                .orElseThrow(() ->
                        new ArchiveRefusedException("a format or record id that is no plain name: " + quote(name)));
    }

    /** For a report: control characters would garble it. */
    private static String quote(String name) {
        String shown = name.length() > MAX_SEGMENT_BYTES ? name.substring(0, MAX_SEGMENT_BYTES) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * The place below a directory.
     *
     * @throws ArchiveRefusedException if this JVM cannot write the name
     */
    Path below(Path root) throws ArchiveRefusedException {
        Path path = root.resolve(format.value()).resolve(recordId.value());
        try {
            for (String segment : below) {
                path = path.resolve(segment);
            }
            return path;
        } catch (InvalidPathException _) {
            throw new ArchiveRefusedException(
                    "a name of a file that the importer's locale cannot write: start it with LC_ALL=C.UTF-8");
        }
    }
}
